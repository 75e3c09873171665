/** Questions to the server about an exercise. Only `check` after a right answer and the last hint tell an answer. */
import { programBody } from "../api";
import type { components } from "../api-types";
import { unreachable } from "../messages";
import { get, post, type Answered } from "../request";
import type { Snapshot } from "../share";
import type { Generated, Kind, Level } from "./exercise";

type Schemas = components["schemas"];

export type Feedback = Schemas["Feedback"];
export type Hint = Schemas["Hint"];
export type Item = Schemas["Item"];
export type Sheet = Schemas["Sheet"];
export type Offers = Schemas["Offers"];
export type GeneratedExercise = Schemas["GeneratedExercise"];

/** An exercise whose program is known. */
export interface Task {
  program: Snapshot;
  kinds: readonly Kind[];
  level: Level;
}

export interface Server {
  offers: () => Promise<Answered<Offers>>;
  generate: (from: Generated) => Promise<Answered<GeneratedExercise>>;
  sheet: (task: Task) => Promise<Answered<Sheet>>;
  check: (task: Task, item: string, answer: string) => Promise<Answered<Feedback>>;
  hint: (task: Task, item: string, rung: number) => Promise<Answered<Hint>>;
}

export function createServer(lang: string): Server {
  const body = ({ program, kinds, level }: Task) => ({ ...programBody(program, lang), kinds, level });
  return {
    offers: async () => (await get<Offers>("/api/explore")) ?? { problem: unreachable() },
    generate: ({ topic, seed }) => ask("generate", { topic, seed, lang }),
    sheet: (task) => ask("sheet", { ...body(task), ...(task.program.opened !== null && { opened: task.program.opened }) }),
    check: (task, item, answer) => ask("check", { ...body(task), item, answer }),
    hint: (task, item, rung) => ask("hint", { ...body(task), item, rung }),
  };
}

async function ask<T extends object>(question: string, about: Record<string, unknown>): Promise<Answered<T>> {
  return (await post<T>(`/api/practice/${question}`, about)) ?? { problem: unreachable() };
}
