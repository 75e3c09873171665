/** Putting a moment of the walk onto the picture: numbers, and classes for what is active. */
import { shapeText } from "./arrays";
import { setText } from "./dom";
import { shown, summary } from "./format";
import { groupName } from "./groups";
import { t } from "./i18n";
import type { Card, Picture } from "./picture";
import { showGrid } from "./picture-grid";
import { setHeading, setNumber, setPill } from "./picture-texts";
import { definition } from "./sentences";
import { stepsOf, type Moment, type State } from "./state";
import type { Timeline, TimelineNode, Trace, Value } from "./timeline";

const PHASES = ["forward", "backward", "update"];

const LEAF_ROLES = ["input", "parameter", "constant"];

/** Titles and labels hold constants ("× 3"), which may have changed while the layout stayed; so may the roles of leaves. */
export function showHeadings({ cards }: Picture, { nodes }: Timeline): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { element, node: id, group } of cards) {
    const node = byId.get(id);
    if (node === undefined || group !== null) continue;
    setHeading(element, node.title, node.name ?? node.label);
    if (node.op === null) for (const role of LEAF_ROLES) element.classList.toggle(role, role === node.role);
  }
}

export function showNumbers({ cards, arrows }: Picture, { trace, state }: Moment, before: Moment | null = null): void {
  const isSameTrace = before?.trace === trace;
  for (const card of cards) {
    const node = trace.nodes.get(card.node);
    if (node !== undefined && !(isSameTrace && isUnchanged(node.id, state, before.state))) showCard(card, node, trace, state);
  }
  if (isSameTrace) return;
  for (const { element, edges } of arrows) setPill(element, edges.length === 1 ? localText(trace, edges[0] ?? "") : "");
}

/** A step changes a few numbers: the other cards are left alone. */
function isUnchanged(node: string, now: State, before: State): boolean {
  return (["value", "grad", "updated"] as const).every((field) => now[field].get(node) === before[field].get(node));
}

function localText(trace: Trace, edge: string): string {
  const local = trace.edges.get(edge)?.local;
  return local === null || local === undefined || Array.isArray(local) ? "" : `×${shown(local)}`;
}

function showCard(card: Card, node: TimelineNode, trace: Trace, state: State): void {
  const value = state.updated.get(node.id) ?? state.value.get(node.id);
  const grad = state.grad.get(node.id);
  showPart(card.value, node.shape, value);
  showPart(card.grad, node.shape, grad);
  card.element.classList.toggle("updated", state.updated.has(node.id));
  const lines = [heading(card, node, trace), `${t("page.value")} ${summary(value)}`, `${t("page.gradient")} ${summary(grad)}`];
  setText(card.title, lines.join("\n"));
}

/** What the card is, for its accessible name: the definition of its node, or what a closed group holds. */
function heading({ group, nodes }: Card, node: TimelineNode, trace: Trace): string {
  if (group === null) return definition(node);
  const found = trace.groups.get(group);
  return t("page.closed_group", { group: found === undefined ? group : groupName(found), count: countOps(trace, nodes) });
}

function countOps(trace: Trace, nodes: readonly string[]): number {
  return nodes.filter((id) => trace.nodes.get(id)?.op != null).length;
}

function showPart(part: SVGGraphicsElement | null, shape: readonly number[], value: Value | undefined): void {
  if (part === null) return;
  if (part instanceof SVGGElement) showGrid(part, shape, value);
  else setNumber(part, Array.isArray(value) ? shapeText(shape) : shown(value));
  part.classList.toggle("none", value === undefined);
}

export function showStep({ svg, cards, arrows }: Picture, moment: Moment): void {
  const { step, state } = moment;
  const steps = stepsOf(moment);
  const active = new Set(steps.map((each) => each.node));
  const targets = new Set(steps.filter((each) => each.kind === "pull_back").flatMap((each) => each.writes.map((write) => write.node)));
  const live = new Set(steps.flatMap((each) => each.edges));
  for (const { element, nodes } of cards) {
    const isActive = nodes.some((node) => active.has(node));
    element.classList.toggle("active", isActive);
    element.classList.toggle("target", !isActive && nodes.some((node) => targets.has(node)));
  }
  for (const { element, edges } of arrows) {
    element.classList.toggle("live", edges.some((edge) => live.has(edge)));
    element.classList.toggle("back", edges.some((edge) => state.passed.has(edge)));
  }
  for (const phase of PHASES) svg.classList.toggle(phase, step?.phase === phase);
}

/** Mark the cards that show any of these nodes, and no others. */
export function markCards(picture: Picture | null, nodes: readonly string[], className: string): void {
  const marked = new Set(nodes);
  for (const card of picture?.cards ?? []) card.element.classList.toggle(className, card.nodes.some((node) => marked.has(node)));
}
