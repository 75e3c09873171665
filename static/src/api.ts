/** Asking the server for the trace of a program. */
import type { components } from "./api-types";
import { isProblem, post } from "./request";
import type { Direction, LeafRole, Timeline, Value } from "./timeline";

type Schemas = components["schemas"];

/** Everything a trace depends on. */
export interface Program {
  source: string;
  values: Record<string, Value>;
  output: string | null;
  /** The gradient to start from; null for 1. */
  seed: Value | null;
  /** Ids of the groups that are drawn open; null for as many as can be read. */
  opened: string[] | null;
  learningRate: number;
  direction: Direction;
  /** Roles that the reader chose, by leaf name. */
  roles: Record<string, LeafRole>;
}

/** What the server has to say about a request it cannot serve. Lines and columns count code points from 1. */
export type Problem = Schemas["ErrorDetail"];

export type Answer = { timeline: Timeline } | { problem: Problem };

interface Wishes {
  /** The language in which the server words its errors. */
  lang: string;
  /** The key of the layout that is on the screen, so that the server need not send it again. */
  knownLayout: string | null;
  /** Indices of the steps whose formulas are wanted; null for all. */
  explained: readonly number[] | null;
}

/** The answer of the server; null when there is none, or not in JSON. */
export async function askForTrace(program: Program, wishes: Wishes, signal: AbortSignal): Promise<Answer | "aborted" | null> {
  // The types of the OpenAPI document: what the page expects of the Timeline must fit them.
  const answer = await post<Schemas["Timeline"]>("/api/trace", requestBody(program, wishes), signal);
  if (answer === null) return signal.aborted ? "aborted" : null;
  return isProblem(answer) ? answer : { timeline: answer };
}

/** What every request about a program says. */
export function programBody({ source, values, output, seed, learningRate, direction, roles }: Program, lang: string): Record<string, unknown> {
  return { source, values, roles, learning_rate: learningRate, direction, lang, ...(output !== null && { output }), ...(seed !== null && { seed }) };
}

function requestBody(program: Program, { lang, knownLayout, explained }: Wishes): Record<string, unknown> {
  return {
    ...programBody(program, lang),
    ...(program.opened !== null && { opened: program.opened }),
    ...(explained !== null && { explained }),
    ...(knownLayout !== null && { known_layout: knownLayout }),
  };
}
