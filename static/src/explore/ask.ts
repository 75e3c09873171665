/** Questions to the server about the program on the screen. */
import { programBody, type Problem, type Program } from "../api";
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
    const body = JSON.stringify({ ...programBody(program(), lang), ...about });
    const headers = { "Content-Type": "application/json" };
    try {
      const response = await fetch(`/api/${question}`, { method: "POST", headers, body, signal });
      const document = (await response.json()) as Answers[Q] | { error: Problem };
      // What is no longer wanted must not be shown, even when its answer has arrived.
      if (signal.aborted) return null;
      if (!isProblem(document)) return document;
      failed(document.error);
    } catch {
      if (!signal.aborted) failed(null);
    }
    return null;
  };
}

function isProblem(document: object): document is { error: Problem } {
  return "error" in document;
}
