/** What is known after k steps: a fold over the writes of the timeline. */
import { stopsDone, type Stop } from "./stops";
import type { Field, Step, Timeline, Trace, Value } from "./timeline";

export interface State {
  readonly value: ReadonlyMap<string, Value>;
  readonly grad: ReadonlyMap<string, Value>;
  readonly updated: ReadonlyMap<string, Value>;
  /** Ids of the edges over which a gradient has passed. */
  readonly passed: ReadonlySet<string>;
}

/** The walk after `k` steps, which are `at` stops. `stop` is the last one done and `step` its last step, null before the first. */
export interface Moment {
  readonly trace: Trace;
  readonly k: number;
  readonly at: number;
  readonly stop: Stop | null;
  readonly step: Step | null;
  readonly state: State;
}

/** The state after the first `k` steps; the leaves' values are known from the start. */
export function stateAt(timeline: Timeline, k: number): State {
  const fields: Record<Field, Map<string, Value>> = { value: leafValues(timeline), grad: new Map(), updated: new Map() };
  const passed = new Set<string>();
  for (const step of timeline.steps.slice(0, k)) {
    for (const write of step.writes) fields[write.field].set(write.node, write.value);
    if (step.kind === "pull_back") for (const edge of step.edges) passed.add(edge);
  }
  return { ...fields, passed };
}

/** The moment after `k` steps; from inside a closed group, after the whole group. */
export function momentAt(trace: Trace, k: number): Moment {
  return momentAtStop(trace, stopsDone(trace.stops, k));
}

/** The moment after `at` stops. */
export function momentAtStop(trace: Trace, at: number): Moment {
  const { timeline } = trace;
  const stop = trace.stops[at - 1] ?? null;
  const k = stop?.to ?? 0;
  return { trace, k, at, stop, step: timeline.steps[k - 1] ?? null, state: stateAt(timeline, k) };
}

/** The steps of the last stop: one, or all inside a closed group; none at the start. */
export function stepsOf({ trace, stop }: Moment): Step[] {
  return stop === null ? [] : trace.timeline.steps.slice(stop.from, stop.to);
}

/** The number of steps after which step `index` is the one just done: the k to go to in order to see it. */
export function momentOf(step: Step): number {
  return step.index + 1;
}

function leafValues(timeline: Timeline): Map<string, Value> {
  return new Map(timeline.nodes.filter((node) => node.op === null).map((node) => [node.id, node.value]));
}
