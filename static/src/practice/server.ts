/** Questions to the server about an exercise. Only `check` after a right answer and the last hint tell an answer. */
import { programBody, type Problem } from "../api";
import type { components } from "../api-types";
import { unreachable } from "../messages";
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

export type Answered<T> = T | { problem: Problem };

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
    offers: () => answered("/api/explore", { method: "GET" }),
    generate: ({ topic, seed }) => post("generate", { topic, seed, lang }),
    sheet: (task) => post("sheet", { ...body(task), ...(task.program.opened !== null && { opened: task.program.opened }) }),
    check: (task, item, answer) => post("check", { ...body(task), item, answer }),
    hint: (task, item, rung) => post("hint", { ...body(task), item, rung }),
  };
}

export function isProblem(answer: object): answer is { problem: Problem } {
  return "problem" in answer;
}

function post<T extends object>(question: string, body: Record<string, unknown>): Promise<Answered<T>> {
  const headers = { "Content-Type": "application/json" };
  return answered(`/api/practice/${question}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function answered<T extends object>(address: string, request: RequestInit): Promise<Answered<T>> {
  try {
    const response = await fetch(address, request);
    const document = (await response.json()) as T | { error: Problem };
    return "error" in document ? { problem: document.error } : document;
  } catch {
    return { problem: unreachable() };
  }
}
