/** A training as the page knows it, and how the lines of the server's stream make it grow. */
import { reducedMotion } from "../motion";
import { lines, rest } from "./stream";
import type { End, Frame, LossPoint, Run, Start, TrainEvent } from "./types";

/** Milliseconds from frame to frame, at least: a run of milliseconds is to be watched. */
const FRAME_MS = 33;

/** Bytes of a request that the server reads. */
const BODY_LIMIT = 64 * 1024;

export interface Training {
  run: Run;
  start: Start;
  /** By update, the one before the first update included. */
  frames: Frame[];
  /** By epoch, that of epoch 0 from before the first update. */
  losses: LossPoint[];
  /** Updates done. */
  front: number;
  end: End | null;
}

/** The training after each line of the stream, from `from` on: a new one from 0, else `training` going on. */
export async function* follow(
  training: Training | null,
  run: Run,
  [from, to]: [number, number | undefined],
  signal: AbortSignal,
): AsyncGenerator<Training> {
  const known = training === null ? null : latestState(training, from);
  const body = { ...run, from_update: from, ...(to !== undefined && { to_update: to }) };
  const wait = pacing(signal);
  let now = training;
  for await (const event of lines<TrainEvent>("/api/train", known?.from_update === from ? fitting(body, known) : body, signal)) {
    if (event.event === "frame" && !reducedMotion()) await wait();
    signal.throwIfAborted();
    now = event.event === "start" ? begun(from === 0 ? null : now, run, event) : now && grown(now, event);
    if (now !== null) yield now;
  }
}

/** A state of a training in the server's own writing, and the update that it is of. */
export interface KnownState {
  from_update: number;
  state: string;
}

/** The latest state that is known and not after an update: with it a server need not make the updates before again. */
export function latestState({ frames }: Training, update: number): KnownState | null {
  const frame = [...frames].reverse().find((each) => each.update <= update && each.state !== null);
  return frame?.state == null ? null : { from_update: frame.update, state: frame.state };
}

/** A request with a state; without it where the server would not read so much. */
export function fitting<Body extends object>(body: Body, known: KnownState | null): Body | (Body & KnownState) {
  const whole = known === null ? body : { ...body, ...known };
  return new Blob([JSON.stringify(whole)]).size <= BODY_LIMIT ? whole : body;
}

/** The server trains as fast as it can; the page shows one frame after the other. */
function pacing(signal: AbortSignal): () => Promise<void> {
  let due = performance.now();
  return async () => {
    due = Math.max(due + FRAME_MS, performance.now());
    await rest(due - performance.now(), signal);
  };
}

/** A training before its first update, or one that goes on, perhaps for more epochs. */
function begun(before: Training | null, run: Run, start: Start): Training {
  if (before === null) return { run, start, frames: [start.frame], losses: start.frame.losses, front: 0, end: null };
  return { ...before, run, start, end: null };
}

function grown(training: Training, event: Frame | End): Training {
  if (event.event === "end") return { ...training, front: event.update, end: event };
  return { ...training, frames: [...training.frames, event], losses: [...training.losses, ...event.losses], front: event.update };
}

/** The same training before its first update. */
export function rewound(training: Training): Training {
  return { ...training, frames: training.frames.slice(0, 1), losses: training.start.frame.losses, front: 0, end: null };
}

/** The epochs of which a loss is known: those that are over. */
export function finishedEpochs({ losses }: Training): number {
  return losses.at(-1)?.[0] ?? 0;
}

/** Whether all that `run` asks for is done, so that training again begins anew. */
export function isOver({ front, start, end }: Training, run: Run): boolean {
  return end?.reason === "diverged" || front >= run.epochs * start.updates_per_epoch;
}

/** The newest frame that is not later than an update. */
export function frameAt({ frames }: Training, update: number): Frame | null {
  return [...frames].reverse().find((frame) => frame.update <= update) ?? frames[0] ?? null;
}
