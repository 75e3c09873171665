/** The gradients of all leaves beside their finite differences, and the update of the parameters. */
import { find, h, setText, show } from "./dom";
import { full, short, shown, UNKNOWN } from "./format";
import { t } from "./i18n";
import { spoken } from "./sentences";
import type { Moment, State } from "./state";
import { leavesOf, nodeOf, type Check, type Timeline, type TimelineNode, type Trace, type Value } from "./timeline";
import type { View } from "./walk";

interface Changes {
  setLearningRate: (rate: number) => void;
  update: () => void;
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
  rate.addEventListener("change", () => Number.isFinite(rate.valueAsNumber) && changes.setLearningRate(rate.valueAsNumber));
  find("#update").addEventListener("click", changes.update);
  return {
    view(moment) {
      const { timeline } = moment.trace;
      find("#gradients").dataset.phase = moment.step?.phase ?? "start";
      body.replaceChildren(...leavesOf(timeline).map((leaf) => row(moment, leaf, checkOf(timeline, leaf))));
      if (document.activeElement !== rate) rate.value = String(timeline.update?.learning_rate ?? rate.value);
      find<HTMLButtonElement>("#update").disabled = timeline.update === null;
      showPreview(moment.trace);
    },
    showUpdated: (trace, before, after) =>
      setText(done, t("page.updated", { output: outputName(trace), before: shown(before), after: shown(after) })),
    forgetUpdated: () => setText(done, ""),
  };
}

function row(moment: Moment, leaf: TimelineNode, check: Check | undefined): HTMLTableRowElement {
  const { state, trace, step } = moment;
  const grad = state.grad.get(leaf.id);
  const isTarget = step?.kind === "pull_back" && step.edges.some((id) => trace.edges.get(id)?.tail === leaf.id);
  const isComplete = grad !== undefined && isReachedByAll(trace, state, leaf);
  return h(
    "tr",
    { class: isTarget || step?.node === leaf.id ? "active" : "", "data-role": leaf.role },
    h("th", { scope: "row" }, leaf.name ?? ""),
    number("value", state.updated.get(leaf.id) ?? leaf.value),
    number(grad === undefined ? "" : "grad", grad),
    number("", check?.numeric),
    isComplete && check ? verdict(check) : h("td", { class: "verdict" }, ""),
  );
}

/** Whether every contribution has arrived; before that the sum is unfinished and proves nothing. */
function isReachedByAll(trace: Trace, state: State, leaf: TimelineNode): boolean {
  return (trace.uses.get(leaf.id) ?? []).every((edge) => edge.contribution === null || state.passed.has(edge.id));
}

function number(className: string, value: Value | null | undefined): HTMLTableCellElement {
  return h("td", { class: className, title: value === undefined ? "" : shown(value, full) }, shown(value));
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
  const parts = { output: outputName(trace), before: shown(update.before) };
  preview.replaceChildren(t("page.preview", parts), " ", h("b", { title: shown(update.after, full) }, shown(update.after)));
}

function outputName(trace: Trace): string {
  return spoken(nodeOf(trace, trace.timeline.output));
}
