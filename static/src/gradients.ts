/** The gradients of all leaves beside their finite differences, and the update of the parameters. */
import { createCells, type Cells } from "./array-cell";
import { find, h, setText, show } from "./dom";
import { short, shown, summary, UNKNOWN } from "./format";
import { t } from "./i18n";
import { spoken } from "./sentences";
import { stepsOf, type Moment, type State } from "./state";
import { leavesOf, nodeOf, type Check, type Timeline, type TimelineNode, type Trace, type Value } from "./timeline";
import type { View } from "./walk";

interface Changes {
  setLearningRate: (rate: number) => void;
  update: () => void;
  /** An array was copied. */
  copied: () => void;
}

export interface Gradients {
  readonly view: View;
  /** Say what an update of the parameters did to the output. */
  showUpdated: (trace: Trace, before: Value, after: Value) => void;
  forgetUpdated: () => void;
}

export function createGradients(changes: Changes): Gradients {
  const rate = find<HTMLInputElement>("#learning-rate");
  const body = find<HTMLTableSectionElement>("#gradients tbody");
  const done = find("#updated");
  const cells = createCells(changes.copied);
  rate.addEventListener("change", () => Number.isFinite(rate.valueAsNumber) && changes.setLearningRate(rate.valueAsNumber));
  find("#update").addEventListener("click", changes.update);
  return {
    view(moment) {
      const { timeline } = moment.trace;
      find("#gradients").dataset.phase = moment.step?.phase ?? "start";
      body.replaceChildren(...leavesOf(timeline).map((leaf) => row(moment, leaf, checkOf(timeline, leaf), cells)));
      if (document.activeElement !== rate) rate.value = String(timeline.update?.learning_rate ?? rate.value);
      find<HTMLButtonElement>("#update").disabled = timeline.update === null;
      showPreview(moment.trace);
    },
    showUpdated: (trace, before, after) =>
      setText(done, t("page.updated", { output: outputName(trace), before: inShort(before), after: inShort(after) })),
    forgetUpdated: () => setText(done, ""),
  };
}

function row(moment: Moment, leaf: TimelineNode, check: Check | undefined, cells: Cells): HTMLTableRowElement {
  const { state, trace } = moment;
  const grad = state.grad.get(leaf.id);
  const isActive = stepsOf(moment).some((step) => step.node === leaf.id || (step.kind === "pull_back" && step.writes.some((write) => write.node === leaf.id)));
  const isComplete = grad !== undefined && isReachedByAll(trace, state, leaf);
  const cell = (column: string, kind: string, value: Value | null | undefined) =>
    cells.cell(`${leaf.id}.${column}`, t(`page.array.${column}`, { name: leaf.name ?? "" }), kind, value);
  return h(
    "tr",
    { class: isActive ? "active" : "", "data-role": leaf.role },
    h("th", { scope: "row", title: leaf.name ?? "" }, leaf.name ?? ""),
    cell("value", "value", state.updated.get(leaf.id) ?? leaf.value),
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

function showPreview(trace: Trace): void {
  const { update } = trace.timeline;
  const preview = find("#preview");
  show(preview, update !== null);
  if (update === null) return;
  const parts = { output: outputName(trace), before: inShort(update.before) };
  preview.replaceChildren(t("page.preview", parts), " ", h("b", { title: summary(update.after) }, inShort(update.after)));
}

/** A number, or the few of a small array; of a larger one the range. */
function inShort(value: Value): string {
  const text = shown(value);
  return text.length > 40 ? summary(value) : text;
}

function outputName(trace: Trace): string {
  return spoken(nodeOf(trace, trace.timeline.output));
}
