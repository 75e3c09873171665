/** Driving a training: one request at a time; whoever starts, pauses or cancels ends the one before. */
import type { Problem } from "../api";
import { Refused } from "./stream";
import { follow, isOver, rewound, type Training } from "./training";
import type { Run } from "./types";

export type Status = "running" | "resting";

interface Listener {
  /** What is on the page is about to give way to a training that was asked for; `changed` follows. */
  asked: () => void;
  /** Another training is on the page, or the same one has moved on. */
  changed: (training: Training, status: Status) => void;
  refused: (problem: Problem) => void;
  unreachable: () => void;
}

export interface Trainer {
  readonly training: Training | null;
  /** Look at a run before its first update. */
  prepare: (run: Run) => Promise<void>;
  /** Train on, up to the update that `to` chooses; to the end without it. */
  train: (run: Run, to?: (done: number, updatesPerEpoch: number) => number) => Promise<void>;
  /** Stop where it is. */
  pause: () => void;
  /** Stop, and go back to where `train` began. */
  cancel: () => void;
  /** Go back to before the first update. */
  reset: () => void;
}

export function createTrainer(listener: Listener): Trainer {
  let training: Training | null = null;
  let before: Training | null = null;
  let abort = new AbortController();

  function become(next: Training | null, status: Status = "resting"): void {
    training = next;
    if (next !== null) listener.changed(next, status);
  }
  function halt(): AbortSignal {
    abort.abort();
    abort = new AbortController();
    return abort.signal;
  }
  async function watch(states: (signal: AbortSignal) => AsyncGenerator<Training>): Promise<void> {
    const signal = halt();
    if (training !== null) listener.asked();
    try {
      for await (const state of states(signal)) become(state, "running");
      become(training);
    } catch (error) {
      if (signal.aborted) return;
      become(training);
      if (error instanceof Refused) listener.refused(error.problem);
      else listener.unreachable();
    }
  }
  return {
    get training() {
      return training;
    },
    prepare: (run) => watch((signal) => follow(null, run, [0, 0], signal)),
    train(run, to) {
      before = training;
      const done = training === null || isOver(training, run) ? 0 : training.front;
      const end = to?.(done, training?.start.updates_per_epoch ?? 1);
      return watch((signal) => follow(training, run, [done, end], signal));
    },
    pause() {
      halt();
      become(training);
    },
    cancel() {
      halt();
      become(before);
    },
    reset: () => { halt(); become(training && rewound(training)); },
  };
}
