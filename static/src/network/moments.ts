/** The update under the time machine: replayed by the server, and traced for the film. Only the newest question counts. */
import type { Problem } from "../api";
import type { Timeline } from "../timeline";
import { ask, Refused } from "./stream";
import { fitting, type KnownState } from "./training";
import type { MomentAnswer, Run } from "./types";

/** Milliseconds that the slider must rest before the server is asked. */
const REST = 120;

export interface Question {
  run: Run;
  update: number;
  sample: number;
  /** The view that is to be shown. */
  shown: string;
  /** A state from before the update. */
  known: KnownState | null;
}

interface Listener {
  lang: string;
  knownLayout: () => string | null;
  /** Whether what is on the screen is about to give way to another update. */
  awaited: (isAwaited: boolean) => void;
  replayed: (moment: MomentAnswer) => void;
  traced: (timeline: Timeline, moment: MomentAnswer) => void;
  refused: (problem: Problem) => void;
  unreachable: () => void;
}

export interface Moments {
  /** Open an update; at once, or when the slider has come to rest. */
  open: (question: Question, isAtOnce?: boolean) => void;
  /** Open none until the training comes to rest. */
  close: () => void;
}

/** The step to open a moment at: every gradient is there, and the parameters are still those that it was made with. */
export function stepsBeforeUpdate(steps: Timeline["steps"]): number {
  return steps.filter((step) => step.phase !== "update").length;
}

export function createMoments(listener: Listener): Moments {
  let abort = new AbortController();
  let timer = 0;

  async function load(question: Question, signal: AbortSignal): Promise<void> {
    const { run, known, ...place } = question;
    const moment = await ask<MomentAnswer>("/api/moment", fitting({ ...run, ...place, lang: listener.lang }, known), signal);
    listener.replayed(moment);
    const layout = listener.knownLayout();
    const { source, values, roles } = moment;
    const body = { source, values, roles, learning_rate: run.learning_rate, lang: listener.lang, ...(layout !== null && { known_layout: layout }) };
    listener.traced(await ask<Timeline>("/api/trace", body, signal), moment);
    listener.awaited(false);
  }
  async function attempt(question: Question, signal: AbortSignal): Promise<void> {
    try {
      await load(question, signal);
    } catch (error) {
      if (signal.aborted) return;
      listener.awaited(false);
      if (error instanceof Refused) listener.refused(error.problem);
      else listener.unreachable();
    }
  }
  function close(): void {
    clearTimeout(timer);
    abort.abort();
    abort = new AbortController();
    listener.awaited(true);
  }
  return {
    open(question, isAtOnce = false) {
      close();
      const { signal } = abort;
      timer = window.setTimeout(() => void attempt(question, signal), isAtOnce ? 0 : REST);
    },
    close,
  };
}
