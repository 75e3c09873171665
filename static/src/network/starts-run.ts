/** Trying many starts: one stream, one more mark in the picture for each line. */
import type { Problem } from "../api";
import { find } from "../dom";
import { createStartsSwitch } from "./pictures";
import { createStarts } from "./starts";
import { lines, Refused } from "./stream";
import type { Run, TriedStart } from "./types";

const COUNT = 16;

interface Actions {
  run: () => Run | null;
  /** Train from this start. */
  take: (seed: number) => void;
  refused: (problem: Problem) => void;
  unreachable: () => void;
}

/** What is returned shows the loss curves again, for a training that is to be watched. */
export function connectStarts({ run, take, refused, unreachable }: Actions): () => void {
  const button = find<HTMLButtonElement>("#try-starts");
  const showStarts = createStartsSwitch();
  const starts = createStarts(find("#starts-chart"), (seed) => {
    showStarts(false);
    take(seed);
  });
  let abort = new AbortController();
  let isTried = false;

  async function tryAll(chosen: Run, signal: AbortSignal): Promise<void> {
    const tried: TriedStart[] = [];
    starts.draw(tried, COUNT);
    for await (const line of lines<TriedStart>("/api/starts", { ...chosen, count: COUNT }, signal)) {
      tried.push(line);
      starts.draw(tried, COUNT);
    }
  }
  button.addEventListener("click", () => {
    const chosen = run();
    if (chosen === null) return;
    abort.abort();
    abort = new AbortController();
    isTried = true;
    const { signal } = abort;
    showStarts(true);
    tryAll(chosen, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      showStarts(false);
      if (error instanceof Refused) refused(error.problem);
      else unreachable();
    });
  });
  return () => { if (isTried) showStarts(false); };
}
