/** Asking for traces: one request in flight, only the newest question counts, and what moves is explained at rest. */
import { askForTrace, type Answer, type Program } from "./api";

/** Milliseconds after which values that no longer change count as set. */
const REST = 150;

interface Listener {
  /** The language in which the server words its errors. */
  lang: string;
  /** The key of the layout that is on the screen, so that the server need not send it again. */
  knownLayout: () => string | null;
  answered: (program: Program, answer: Answer) => void;
  /** The server did not answer, or not in JSON. */
  unreachable: () => void;
  /** `isBusy` has changed. */
  busy: () => void;
}

/** `explained` are the indices of the steps whose formulas are wanted; null for all. */
interface Question {
  program: Program;
  explained: readonly number[] | null;
}

export interface Tracer {
  ask: (program: Program) => void;
  /** Ask while values move: only these steps are explained, the others once nothing moves any more. */
  follow: (program: Program, explained: readonly number[]) => void;
  /** Whether an answer is still to come. */
  isBusy: () => boolean;
}

/**
 * While a request is under way a change of values waits for it, so that a moving slider shows every answer it can
 * get; another text makes the request pointless and ends it.
 */
export function createTracer(listener: Listener): Tracer {
  let running: { program: Program; abort: AbortController } | null = null;
  let waiting: Question | null = null;
  let rest = 0;

  async function run({ program, explained }: Question): Promise<void> {
    const abort = new AbortController();
    running = { program, abort };
    const wishes = { lang: listener.lang, knownLayout: listener.knownLayout(), explained };
    const answer = await askForTrace(program, wishes, abort.signal);
    running = null;
    const isPointless = waiting !== null && waiting.program.source !== program.source;
    if (answer === null) listener.unreachable();
    else if (answer !== "aborted" && !isPointless) listener.answered(program, answer);
    if (waiting !== null) put(waiting);
    listener.busy();
  }

  function put(question: Question): void {
    waiting = running === null ? null : question;
    if (running === null) void run(question);
    else if (running.program.source !== question.program.source) running.abort.abort();
    listener.busy();
  }

  function ask(program: Program): void {
    clearTimeout(rest);
    rest = 0;
    put({ program, explained: null });
  }

  return {
    ask,
    follow(program, explained) {
      clearTimeout(rest);
      rest = window.setTimeout(() => { ask(program); }, REST);
      put({ program, explained });
    },
    isBusy: () => running !== null || waiting !== null || rest !== 0,
  };
}
