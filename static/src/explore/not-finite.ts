/** Where the first NaN or infinity of a walk came from. */
import type { Step, Trace, Value } from "../timeline";

export interface Origin {
  phase: Step["phase"];
  node: string;
  /** The index of the step that made it. */
  step: number;
  value: Value;
}

/** The first write, in the order of the steps, that holds a number that is none. Null when all are finite. */
export function firstNotFinite({ timeline }: Trace): Origin | null {
  for (const { index, phase, node, writes } of timeline.steps) {
    const found = writes.find(({ value }) => !isFinite(value));
    if (found !== undefined) return { phase, node, step: index, value: worst(found.value) };
  }
  return null;
}

function isFinite(value: Value): boolean {
  return Array.isArray(value) ? value.every(isFinite) : typeof value === "number";
}

/** Of an array the first entry that is not finite. */
function worst(value: Value): Value {
  return Array.isArray(value) ? worst(value.find((entry) => !isFinite(entry)) ?? 0) : value;
}
