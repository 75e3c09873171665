/** The gradients of all leaves beside their finite differences. */
import { createCells, type Cells } from "./array-cell";
import { find, h } from "./dom";
import { short, shown, UNKNOWN } from "./format";
import { t } from "./i18n";
import { stepsOf, type Moment, type State } from "./state";
import { leavesOf, type Check, type Timeline, type TimelineNode, type Trace, type Value } from "./timeline";
import type { View } from "./walk";

export function createGradients(): View {
  const body = find<HTMLTableSectionElement>("#gradients tbody");
  const rows = createRows(createCells());
  return (moment) => {
    find("#gradients").dataset.phase = moment.step?.phase ?? "start";
    showRows(body, rows(moment));
  };
}

/** What a row shows; a row of which nothing changed is the same element as before. */
interface Shown {
  trace: Trace;
  value: Value;
  grad: Value | undefined;
  isActive: boolean;
  isComplete: boolean;
}

function createRows(cells: Cells): (moment: Moment) => HTMLTableRowElement[] {
  const rows = new Map<string, { shown: Shown; element: HTMLTableRowElement }>();
  return (moment) => {
    const { trace, state } = moment;
    const active = new Set(stepsOf(moment).flatMap((step) => (step.kind === "pull_back" ? step.writes.map((write) => write.node) : [step.node])));
    return leavesOf(trace.timeline).map((leaf) => {
      const grad = state.grad.get(leaf.id);
      const isComplete = grad !== undefined && isReachedByAll(trace, state, leaf);
      const now = { trace, value: state.updated.get(leaf.id) ?? leaf.value, grad, isActive: active.has(leaf.id), isComplete };
      const known = rows.get(leaf.id);
      if (known !== undefined && isSame(known.shown, now)) return known.element;
      const element = row(leaf, now, checkOf(trace.timeline, leaf), cells);
      rows.set(leaf.id, { shown: now, element });
      return element;
    });
  };
}

function isSame(one: Shown, other: Shown): boolean {
  return (Object.keys(one) as (keyof Shown)[]).every((key) => one[key] === other[key]);
}

/** Put the rows in their places; those that stand there already stay. */
function showRows(body: HTMLTableSectionElement, rows: HTMLTableRowElement[]): void {
  rows.forEach((row, at) => {
    const there = body.rows[at];
    if (there === undefined) body.append(row);
    else if (there !== row) there.replaceWith(row);
  });
  while (body.rows.length > rows.length) body.deleteRow(-1);
}

function row(leaf: TimelineNode, { value, grad, isActive, isComplete }: Shown, check: Check | undefined, cells: Cells): HTMLTableRowElement {
  const cell = (column: string, kind: string, value: Value | null | undefined) =>
    cells.cell(`${leaf.id}.${column}`, t(`page.array.${column}`, { name: leaf.name ?? "" }), kind, value);
  return h(
    "tr",
    { class: isActive ? "active" : "", "data-role": leaf.role },
    h("th", { scope: "row", title: leaf.name ?? "" }, leaf.name ?? ""),
    cell("value", "value", value),
    cell("grad", grad === undefined ? "" : "grad", grad),
    cell("numeric", "", check?.numeric),
    isComplete && check ? verdict(check) : h("td", { class: "verdict" }, ""),
  );
}

/** Whether every contribution has arrived; before that the sum is unfinished and proves nothing. */
function isReachedByAll(trace: Trace, state: State, leaf: TimelineNode): boolean {
  return (trace.uses.get(leaf.id) ?? []).every((edge) => edge.contribution === null || state.passed.has(edge.id));
}

const SIGNS: Record<Check["verdict"], string> = { ok: "✓", kink: "∧", mismatch: "✗", undefined: UNKNOWN };

function verdict({ verdict: kind, error }: Check): HTMLTableCellElement {
  const isMeasured = error !== null && (kind === "ok" || kind === "mismatch");
  const text = isMeasured ? oneDigit(error) : t(`page.verdict.${kind}.short`);
  return h(
    "td",
    { class: `verdict ${kind}`, title: t(`page.verdict.${kind}`) },
    h("span", { "aria-hidden": "true" }, `${SIGNS[kind]} `),
    h("span", { class: "for-screen-readers" }, `${t(`page.verdict.${kind}`)} `),
    text,
  );
}

/** An error needs its size only: 2e−11. */
function oneDigit(error: Check["error"]): string {
  return typeof error === "number" ? short(Number(error.toPrecision(1))) : shown(error);
}

function checkOf(timeline: Timeline, leaf: TimelineNode): Check | undefined {
  return timeline.checks.find((check) => check.name === leaf.name);
}
