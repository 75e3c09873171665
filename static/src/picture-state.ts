/** Putting a moment of the walk onto the picture: numbers, and classes for what is active. */
import { setText } from "./dom";
import { full, shown, UNKNOWN } from "./format";
import { t } from "./i18n";
import type { Card, Picture } from "./picture";
import { showGrid } from "./picture-grid";
import { setHeading, setNumber, setPill } from "./picture-texts";
import { definition } from "./sentences";
import type { Moment, State } from "./state";
import type { Timeline, TimelineNode, Trace, Value } from "./timeline";

const PHASES = ["forward", "backward", "update"];

/** Titles and labels hold constants ("× 3"), which may have changed while the layout stayed. */
export function showHeadings({ cards }: Picture, { nodes }: Timeline): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { element, node: id, isGroup } of cards) {
    const node = byId.get(id);
    if (node !== undefined && !isGroup) setHeading(element, node.title, node.name ?? node.label);
  }
}

export function showNumbers({ cards, arrows }: Picture, { trace, state }: Moment): void {
  for (const card of cards) {
    const node = trace.nodes.get(card.node);
    if (node !== undefined) showCard(card, node, state);
  }
  for (const { element, edges } of arrows) setPill(element, edges.length === 1 ? localText(trace, edges[0] ?? "") : "");
}

function localText(trace: Trace, edge: string): string {
  const local = trace.edges.get(edge)?.local;
  return local === null || local === undefined || Array.isArray(local) ? "" : `×${shown(local)}`;
}

function showCard({ element }: Card, node: TimelineNode, state: State): void {
  const value = state.updated.get(node.id) ?? state.value.get(node.id);
  const grad = state.grad.get(node.id);
  showField(element, "value", node.shape, value);
  showField(element, "grad", node.shape, grad);
  element.classList.toggle("updated", state.updated.has(node.id));
  nameCard(element, [definition(node), `${t("page.value")} ${shown(value, full)}`, `${t("page.gradient")} ${shown(grad, full)}`]);
}

/** The card's title: its accessible name, and on hover the full numbers. */
function nameCard(card: SVGGElement, lines: string[]): void {
  const title = card.querySelector(":scope > title");
  if (title !== null) setText(title, lines.join("\n"));
}

function showField(card: SVGGElement, field: string, shape: readonly number[], value: Value | undefined): void {
  const grid = card.querySelector<SVGGElement>(`g.${field}`);
  if (grid !== null) showGrid(grid, shape, value);
  const text = card.querySelector<SVGTextElement>(`text.${field}`);
  if (text === null) return;
  setNumber(text, value === undefined ? UNKNOWN : shown(value));
  text.classList.toggle("none", value === undefined);
}

export function showStep({ svg, cards, arrows }: Picture, { step, state }: Moment): void {
  const targets = new Set(step?.kind === "pull_back" ? step.writes.map((write) => write.node) : []);
  const live = new Set(step?.edges);
  for (const { element, nodes } of cards) {
    const isActive = step !== null && nodes.includes(step.node);
    element.classList.toggle("active", isActive);
    element.classList.toggle("target", !isActive && nodes.some((node) => targets.has(node)));
  }
  for (const { element, edges } of arrows) {
    element.classList.toggle("live", edges.some((edge) => live.has(edge)));
    element.classList.toggle("back", edges.some((edge) => state.passed.has(edge)));
  }
  for (const phase of PHASES) svg.classList.toggle(phase, step?.phase === phase);
}

export function markCards(picture: Picture | null, node: string | null, className: string): void {
  for (const { element, nodes } of picture?.cards ?? []) element.classList.toggle(className, node !== null && nodes.includes(node));
}
