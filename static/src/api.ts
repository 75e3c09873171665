/** Talking to the server: one request in flight, and only the newest answer counts. */
import type { components } from "./api-types";
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

interface Listener {
  /** The language in which the server words its errors. */
  lang: string;
  /** The key of the layout that is on the screen, so that the server need not send it again. */
  knownLayout: () => string | null;
  answered: (program: Program, answer: Answer) => void;
  /** The server did not answer, or not in JSON. */
  unreachable: () => void;
}

/**
 * A function that asks for the trace of a program. While a request is under way a change of values waits for
 * it, so that a moving slider shows every answer it can get; another text makes the request pointless and ends it.
 */
export function createTracer(listener: Listener): (program: Program) => void {
  let running: { program: Program; abort: AbortController } | null = null;
  let waiting: Program | null = null;

  async function run(program: Program): Promise<void> {
    const abort = new AbortController();
    running = { program, abort };
    const answer = await ask(requestBody(program, listener), abort.signal);
    running = null;
    const next = waiting;
    waiting = null;
    if (answer === null) listener.unreachable();
    else if (answer !== "aborted" && (next === null || next.source === program.source)) listener.answered(program, answer);
    if (next !== null) void run(next);
  }

  return (program) => {
    if (running === null) return void run(program);
    waiting = program;
    if (running.program.source !== program.source) running.abort.abort();
  };
}

async function ask(body: Record<string, unknown>, signal: AbortSignal): Promise<Answer | "aborted" | null> {
  try {
    const response = await fetch("/api/trace", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    // The types of the OpenAPI document: what the page expects of the Timeline must fit them.
    const document = (await response.json()) as Schemas["Timeline"] | Schemas["ErrorAnswer"];
    return "error" in document ? { problem: document.error } : { timeline: document };
  } catch {
    return signal.aborted ? "aborted" : null;
  }
}

/** What every request about a program says. */
export function programBody({ source, values, output, seed, learningRate, direction, roles }: Program, lang: string): Record<string, unknown> {
  return { source, values, roles, learning_rate: learningRate, direction, lang, ...(output !== null && { output }), ...(seed !== null && { seed }) };
}

function requestBody(program: Program, { lang, knownLayout }: Listener): Record<string, unknown> {
  const known = knownLayout();
  return {
    ...programBody(program, lang),
    ...(program.opened !== null && { opened: program.opened }),
    ...(known !== null && { known_layout: known }),
  };
}
