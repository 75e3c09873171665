/** A step in words, composed from the catalogue and the timeline. Pure: text in, text out. */
import { shapeOf, shapeText } from "./arrays";
import { full, shown, UNKNOWN } from "./format";
import { list, t, type Params } from "./i18n";
import type { Moment } from "./state";
import { nodeOf, type Direction, type Step, type TimelineEdge, type TimelineNode, type Trace, type Value } from "./timeline";
import { isWorse } from "./updates";

export interface Explanation {
  phase: "start" | Step["phase"];
  title: string;
  sentences: string[];
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const LONGEST_SPOKEN = 20;

/** What a node is called depends on; of an exercise, the value may be hidden. */
export type Named = Pick<TimelineNode, "name" | "label" | "symbol" | "folded"> & { value: Value | null };

/** How a sentence calls a node: by its name, by its number when it is a folded constant, else by its symbol. */
export function called(node: Named): string {
  if (node.name !== null) return node.name;
  return node.folded ? shown(node.value) : plainSymbol(node.symbol);
}

/** How a sentence speaks of a node: as the picture does, by its expression, while that is short. */
export function spoken(node: Named): string {
  if (node.name !== null || node.folded || [...node.label].length > LONGEST_SPOKEN) return called(node);
  return hasLooseOperator(node.label) ? `(${node.label})` : node.label;
}

/** "u₁ = w1·x" for a node that an op computed, the name for a leaf. */
export function definition(node: TimelineNode): string {
  return node.op === null ? called(node) : `${called(node)} = ${node.label}`;
}

export function explain(moment: Moment): Explanation {
  const { trace, step } = moment;
  if (step === null) return start(trace);
  const node = nodeOf(trace, step.node);
  return { phase: step.phase, title: title(step, node), sentences: SENTENCES[step.kind](moment, step, node) };
}

const SENTENCES: Record<Step["kind"], (moment: Moment, step: Step, node: TimelineNode) => string[]> = {
  apply: ({ trace }, _step, node) => [
    t(`op.${node.op}.sentence`, { ...operandParams(trace, node), out: called(node) }),
    ...brokenDown(trace, node),
  ],
  seed: seedSentences,
  pull_back: pullBack,
  update,
};

/** A chosen start is not 1: then gradients are those of a weighted sum of the output's entries. */
function seedSentences(_moment: Moment, step: Step, node: TimelineNode): string[] {
  const isOne = step.writes.every((write) => write.value === 1);
  return isOne ? [t("step.seed.text", { out: called(node) }), t("step.seed.why", { out: called(node) })] : [t("step.seed.chosen", { out: called(node) })];
}

function start(trace: Trace): Explanation {
  const { steps, groups, opened } = trace.timeline;
  const count = (phase: Step["phase"]) => trace.stops.filter((stop) => steps[stop.from]?.phase === phase).length;
  const counts = { forward: count("forward"), backward: count("backward"), update: count("update") };
  const ends = counts.update > 0 ? `step.start.update.${directionOf(trace)}` : "step.start.end";
  const sentences = [t("step.start.text"), t(ends)];
  if (opened.length < groups.length) sentences.push(t("step.start.closed"));
  return { phase: "start", title: t(counts.forward === 1 ? "step.start.title.one" : "step.start.title", counts), sentences };
}

/** Where the first value that is no ordinary number comes from. */
function brokenDown(trace: Trace, node: TimelineNode): string[] {
  const isOrdinary = (value: unknown): boolean => typeof value !== "string";
  if (isOrdinary(node.value) || !node.operands.every((id) => isOrdinary(nodeOf(trace, id).value))) return [];
  return [t(node.value === "NaN" ? "step.apply.nan" : "step.apply.infinite", { op: node.title })];
}

function title(step: Step, node: TimelineNode): string {
  return t(`step.${step.kind}.title`, { op: node.title, out: called(node), definition: definition(node) });
}

function pullBack(moment: Moment, step: Step, node: TimelineNode): string[] {
  const { trace, state } = moment;
  const rule = t(`op.${node.op}.backward`, operandParams(trace, node));
  const edges = step.edges.map((id) => trace.edges.get(id)).filter((edge) => edge?.contribution != null) as TimelineEdge[];
  if (edges.length === 0) return [t("step.pull_back.none"), rule];
  const targets = list([...new Set(edges.map((edge) => spoken(nodeOf(trace, edge.tail))))]);
  const how = edges.some((edge) => edge.local === null) ? "carried" : edges.length > 1 ? "each" : "one";
  const reached = t(`step.pull_back.${how}`, { out: spoken(node), upstream: inWords(state.grad.get(node.id)), targets });
  return [reached, rule, ...blocked(trace, edges), ...copied(trace, step), ...accumulated(trace, step, edges)];
}

function blocked(trace: Trace, edges: TimelineEdge[]): string[] {
  return edges
    .filter((edge) => edge.local === 0)
    .map((edge) => t("step.pull_back.blocked", { target: spoken(nodeOf(trace, edge.tail)) }));
}

/** An operand that was broadcast collects its gradient from all its copies. */
function copied(trace: Trace, { formulas }: Step): string[] {
  return (formulas ?? []).flatMap(({ target, broadcast }) => {
    if (broadcast === null) return [];
    const shapes = { from: shapeWords(broadcast.from), to: shapeWords(broadcast.to) };
    const names = { target: spoken(nodeOf(trace, target)), axes: list(broadcast.axes.map(String)) };
    return [t(`step.pull_back.copied.${broadcast.axes.length === 1 ? "axis" : "axes"}`, { ...names, ...shapes })];
  });
}

function shapeWords(shape: readonly number[]): string {
  return shape.length === 0 ? t("page.array.scalar") : t("page.array.shape", { shape: shapeText(shape) });
}

/** One sentence for every node that is reached over more than one edge. */
function accumulated(trace: Trace, step: Step, edges: TimelineEdge[]): string[] {
  const targets = [...new Set(edges.map((edge) => edge.tail))];
  return targets
    .map((id) => ({ id, now: edges.filter((edge) => edge.tail === id).length, uses: trace.uses.get(id)?.length ?? 0 }))
    .filter(({ uses }) => uses > 1)
    .map(({ id, now, uses }) => {
      const when = hasGradBefore(trace, step, id) ? "later_use" : now > 1 ? "both_uses" : "first_use";
      return t(`step.pull_back.${when}`, { target: spoken(nodeOf(trace, id)), uses });
    });
}

function hasGradBefore(trace: Trace, step: Step, id: string): boolean {
  const earlier = trace.timeline.steps.slice(0, step.index);
  return earlier.some(({ writes }) => writes.some((write) => write.node === id && write.field === "grad"));
}

/** Where updates lead. */
export function directionOf(trace: Trace): Direction {
  return trace.timeline.update?.direction ?? "descent";
}

function update({ trace, state }: Moment, step: Step, node: TimelineNode): string[] {
  const gradient = state.grad.get(node.id);
  const params: Params = {
    name: called(node),
    output: called(nodeOf(trace, trace.timeline.output)),
    rate: full(trace.timeline.update?.learning_rate ?? 0),
    grad: inWords(gradient),
  };
  const way = directionOf(trace);
  return [t(`step.update.${way}`, params), ...effect(gradient, way, params), ...newValues(trace, step), ...forwardAgain(trace, step)];
}

/** From the first update on, the boxes and the labels on the edges belong to different passes. */
function newValues({ timeline }: Trace, step: Step): string[] {
  return timeline.steps[step.index - 1]?.kind === "update" ? [] : [t("step.update.new_values")];
}

/** Behind the last update the loop closes: the output before and after. */
function forwardAgain({ timeline, nodes }: Trace, step: Step): string[] {
  const output = nodes.get(timeline.output);
  if (timeline.update === null || output === undefined || step.index < timeline.steps.length - 1) return [];
  const { before, after, direction } = timeline.update;
  const again = t("step.update.again", { output: called(output), before: inWords(before), after: inWords(after) });
  return isWorse(before, after, direction) ? [again, t(`page.too_long.${direction}`, { output: called(output) })] : [again];
}

/** A number, or what kind of array stands there: a sentence has no room for more. */
function inWords(value: Value | undefined): string {
  if (value === undefined) return UNKNOWN;
  return Array.isArray(value) ? t("page.array.of", { shape: shapeText(shapeOf(value)) }) : shown(value);
}

function effect(gradient: unknown, way: Direction, params: Params): string[] {
  if (typeof gradient !== "number") return [];
  if (gradient === 0) return [t("step.update.stays", params)];
  return [t(`step.update.${way}.${gradient > 0 ? "positive" : "negative"}`, params)];
}

/** {out}, its operands as {a}, {b}, {c} by argnum, and all of them as {operands}. */
function operandParams(trace: Trace, node: TimelineNode): Params {
  const operands = node.operands.map((id) => spoken(nodeOf(trace, id)));
  const byLetter = Object.fromEntries(operands.map((name, argnum) => ["abc"[argnum] ?? `operand${argnum}`, name]));
  return { ...byLetter, operands: list(operands), out: spoken(node) };
}

/** Whether the expression needs brackets to stand in a sentence: "y − target", but not "sin(a + b)". */
function hasLooseOperator(label: string): boolean {
  let depth = 0;
  return [...label].some((character) => {
    if ("([|".includes(character)) depth += 1;
    if (")]".includes(character)) depth -= 1;
    return depth === 0 && character === " ";
  });
}

/** LaTeX of a generated symbol as text: "u_{12}" is "u₁₂". */
function plainSymbol(latex: string): string {
  return latex.replace(/_\{?(\d+)\}?/g, (_, digits: string) => [...digits].map((d) => SUBSCRIPTS[Number(d)]).join(""));
}
