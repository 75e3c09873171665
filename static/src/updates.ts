/** Updates of the parameters, one after the other: what they make, and what they can be taken back to. Pure. */
import { entriesOf } from "./arrays";
import type { Overrides } from "./overrides";
import type { Session } from "./session";
import { nodeOf, type Direction, type Trace, type Value } from "./timeline";

/** What one update can be taken back to: the values before it, and the output there. */
export interface Past {
  readonly overrides: Overrides;
  readonly output: Value;
}

/** The parameters after the update that ends the walk, by name. */
export function updatedParameters(trace: Trace): Record<string, Value> {
  const writes = trace.timeline.steps.filter((step) => step.kind === "update").flatMap((step) => step.writes);
  return Object.fromEntries(writes.map(({ node, value }) => [nodeOf(trace, node).name ?? "", value]));
}

/** The first of these that holds an infinity or no number at all, from which no walk can begin; null for none. */
export function firstNotFinite(parameters: Record<string, Value>): string | null {
  return Object.keys(parameters).find((name) => !isFinite(parameters[name] ?? 0)) ?? null;
}

export function isFinite(value: Value): boolean {
  return entriesOf(value).every((entry) => typeof entry === "number");
}

/** Whether an output went the wrong way: larger in descent, smaller in ascent. */
export function isWorse(before: Value, after: Value, direction: Direction): boolean {
  return typeof before === "number" && typeof after === "number" && (direction === "descent" ? after > before : after < before);
}

/** Whether updates go on after a change: the learning rate, a role and the picture may be others, the numbers may not. */
export function continues(before: Session, after: Session): boolean {
  return (["source", "overrides", "output", "seed"] as const).every((part) => before[part] === after[part]);
}
