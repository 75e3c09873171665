/** What every panel is and what it works with. */
import type { Trace } from "../timeline";
import type { Answers } from "./answers";
import type { Marks } from "./marks";

/** Ask the server about the trace on the screen; null when the question was given up, or could not be answered. */
export type Ask = <Q extends keyof Answers>(question: Q, about: Record<string, unknown>, signal: AbortSignal) => Promise<Answers[Q] | null>;

export interface Tools {
  ask: Ask;
  marks: Marks;
  /** Go to the state after `k` steps. */
  goTo: (k: number) => void;
  /** Fill the open panel anew: another choice was made in it. */
  refresh: () => void;
}

export interface Panel {
  /** Fill the panel for the trace; `signal` ends when something newer is to be shown. */
  fill: (trace: Trace, signal: AbortSignal) => Promise<void>;
  /** The reader goes elsewhere: take marks off the picture. */
  leave?: () => void;
}
