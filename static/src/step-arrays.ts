/** The arrays of a step: what it gave, and what it was made of. Pure. */
import { entriesOf, shapeOf } from "./arrays";
import type { EntryQuestion } from "./entry";
import { t } from "./i18n";
import { spoken } from "./sentences";
import { nodeOf, type Formula, type Kind, type Step, type Trace, type Value } from "./timeline";

/** What an entry of a step's result is called when the server is asked about it; null for the seed, which is given. */
export const SOURCES: Record<Kind, EntryQuestion["of"] | null> = { apply: "value", seed: null, pull_back: "gradient", update: "updated" };

/** Mathematics writes arrays up to this size in full (engine/script.py). */
const WRITTEN_IN_FULL = 16;

/** What the formula of a step gives: a value, what an edge adds to a gradient, an updated parameter. */
export function resultOf(trace: Trace, step: Step, { edge, target }: Formula): Value | null {
  if (step.kind === "pull_back") return edge === null ? null : (trace.edges.get(edge)?.contribution ?? null);
  return step.writes.find((write) => write.node === target)?.value ?? null;
}

export interface Factor {
  name: string;
  /** Its colour. */
  kind: "value" | "grad";
  value: Value;
}

/** The arrays a formula is made of that are too large for it: of these it tells only the shape. */
export function factorsOf(trace: Trace, step: Step, { edge, target }: Formula): Factor[] {
  const factors = step.kind === "update" ? ofUpdate(trace, target) : ofOp(trace, step, edge);
  const seen = new Set<string>();
  return factors.filter(({ name, value }) => isLarge(value) && !seen.has(name) && seen.add(name));
}

function ofOp(trace: Trace, step: Step, edge: string | null): Factor[] {
  if (step.kind === "seed") return [];
  const node = nodeOf(trace, step.node);
  const operands = node.operands.map((id): Factor => ({ name: spoken(nodeOf(trace, id)), kind: "value", value: nodeOf(trace, id).value }));
  return edge === null || node.grad === null ? operands : [gradient(node.grad, spoken(node)), ...operands];
}

function ofUpdate(trace: Trace, target: string): Factor[] {
  const { grad, value } = nodeOf(trace, target);
  const name = spoken(nodeOf(trace, target));
  return [{ name, kind: "value", value }, ...(grad === null ? [] : [gradient(grad, name)])];
}

function gradient(value: Value, name: string): Factor {
  return { name: t("page.gradient_of", { name }), kind: "grad", value };
}

function isLarge(value: Value): boolean {
  return Array.isArray(value) && (entriesOf(value).length > WRITTEN_IN_FULL || shapeOf(value).length > 2);
}
