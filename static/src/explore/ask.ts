/** Questions to the server about the program on the screen. */
import { programBody, type Problem, type Program } from "../api";
import { isProblem, post } from "../request";
import type { Answers } from "./answers";
import type { Ask } from "./panel";

interface Listener {
  lang: string;
  /** The program of the trace on the screen. */
  program: () => Program;
  /** The server refused the question; null problem for a server that does not answer. */
  failed: (problem: Problem | null) => void;
}

export function createAsk({ lang, program, failed }: Listener): Ask {
  return async <Q extends keyof Answers>(question: Q, about: Record<string, unknown>, signal: AbortSignal) => {
    const answer = await post<Answers[Q]>(`/api/${question}`, { ...programBody(program(), lang), ...about }, signal);
    // What is no longer wanted must not be shown, even when its answer has arrived.
    if (signal.aborted) return null;
    if (answer !== null && !isProblem(answer)) return answer;
    failed(answer?.problem ?? null);
    return null;
  };
}
