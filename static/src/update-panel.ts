/** The update of the parameters: its button and direction, what it did, the output's curve so far, and the way back. */
import { find, setText, show } from "./dom";
import { shown, summary } from "./format";
import { t } from "./i18n";
import { spoken } from "./sentences";
import { nodeOf, type Direction, type Scalar, type Trace, type Value } from "./timeline";
import type { Progress } from "./updater";
import { isFinite, isWorse, updatedParameters } from "./updates";

interface Actions {
  setLearningRate: (rate: number) => void;
  setDirection: (direction: Direction) => void;
  update: (times: number) => void;
  undo: () => void;
  undoAll: () => void;
}

/** Outputs that are told in words; of more than these only the first and the last ones. */
const MOST_TOLD = 4;

export function createUpdatePanel(actions: Actions): (progress: Progress, trace: Trace) => void {
  const rate = find<HTMLInputElement>("#learning-rate");
  const direction = find<HTMLSelectElement>("#direction");
  const curve = createCurve();
  let known = rate.value;
  rate.addEventListener("change", () => Number.isFinite(rate.valueAsNumber) && actions.setLearningRate(rate.valueAsNumber));
  rate.addEventListener("blur", () => { if (Number.isNaN(rate.valueAsNumber)) rate.value = known; });
  direction.addEventListener("change", () => { actions.setDirection(direction.value as Direction); });
  const clicks = { "#update": () => { actions.update(1); }, "#again": () => { actions.update(1); }, "#again-ten": () => { actions.update(10); }, "#undo": actions.undo, "#undo-all": actions.undoAll };
  for (const [button, click] of Object.entries(clicks)) find(button).addEventListener("click", click);
  return (progress, trace) => {
    const { update } = trace.timeline;
    if (update !== null) {
      known = String(update.learning_rate);
      if (document.activeElement !== rate) rate.value = known;
      direction.value = update.direction;
    }
    find<HTMLButtonElement>("#update").disabled = update === null;
    direction.disabled = update === null;
    setText(find("#updated"), doneWords(progress, trace));
    setText(find("#warning"), warning(progress, trace));
    showPreview(trace, find("#warning").textContent === "");
    curve(progress.outputs, trace);
    showWayBack(progress.outputs.length - 1);
  };
}

/** With the first update the column scrolls to what it did; whoever took that back goes on from the button that does the next. */
function showWayBack(count: number): void {
  const done = find("#updates-done");
  const [wasHidden, hadFocus] = [done.hidden, done.contains(document.activeElement)];
  show(done, count > 0);
  if (count > 0 && wasHidden) done.closest(".column")?.scrollTo({ top: Number.MAX_SAFE_INTEGER });
  if (count === 0 && hadFocus) find("#update").focus();
}

/** What the last update did to the output. */
function doneWords({ outputs }: Progress, trace: Trace): string {
  const [before, after] = outputs.slice(-2);
  if (before === undefined || after === undefined) return "";
  const count = outputs.length - 1;
  const words = { output: outputName(trace), before: inShort(before), after: inShort(after), count };
  return t(count === 1 ? "page.updated" : "page.updated_again", words);
}

/** What went wrong: no update is possible, the output is no number, or it went the wrong way. */
function warning({ outputs, stopped }: Progress, trace: Trace): string {
  const [before, after] = outputs.slice(-2);
  const output = outputName(trace);
  if (stopped !== null) return t("page.cannot_update", { name: stopped, value: shown(updatedParameters(trace)[stopped]) });
  if (before === undefined || after === undefined) return "";
  if (!isFinite(after)) return t("page.diverged", { output, value: shown(after) });
  const direction = trace.timeline.update?.direction ?? "descent";
  return isWorse(before, after, direction) ? t(`page.too_long.${direction}`, { output }) : "";
}

/** What one update would do; that its step is too long is told once, not below the same warning. */
function showPreview(trace: Trace, isToldWhy: boolean): void {
  const { update } = trace.timeline;
  const preview = find("#preview");
  show(preview, update !== null);
  if (update === null) return;
  const parts = { output: outputName(trace), before: inShort(update.before) };
  const after = document.createElement("b");
  after.title = summary(update.after);
  after.textContent = inShort(update.after);
  preview.replaceChildren(t("page.preview", parts), " ", after, isToldWhy ? tooLong(trace, update) : "");
}

function tooLong(trace: Trace, { before, after, direction }: NonNullable<Trace["timeline"]["update"]>): string {
  return isWorse(before, after, direction) ? `${t("page.preview.stop")}${t(`page.too_long.${direction}`, { output: outputName(trace) })}` : "";
}

/** The curve of an output that is a single number; the chart's library is fetched with the first update. */
function createCurve(): (outputs: readonly Value[], trace: Trace) => void {
  const figure = find("#loss-curve");
  const plot = find("#loss-plot");
  return (outputs, trace) => {
    const isCurve = outputs.length > 1 && outputs.every((output) => !Array.isArray(output));
    show(figure, isCurve);
    if (!isCurve) return;
    setText(find("#loss-words"), curveWords(outputs, trace));
    void import("./loss-curve").then(({ drawLossCurve }) => { drawLossCurve(plot, outputs as readonly Scalar[]); });
  };
}

function curveWords(outputs: readonly Value[], trace: Trace): string {
  const count = outputs.length - 1;
  const told = outputs.length <= MOST_TOLD ? outputs : [...outputs.slice(0, MOST_TOLD - 1), null, outputs.at(-1) ?? null];
  const values = told.map((output) => (output === null ? "…" : shown(output))).join(t("page.number_comma"));
  return t(count === 1 ? "page.curve.one" : "page.curve", { output: outputName(trace), values, count });
}

/** A number, or the few of a small array; of a larger one the range. */
function inShort(value: Value): string {
  const text = shown(value);
  return text.length > 40 ? summary(value) : text;
}

function outputName(trace: Trace): string {
  return spoken(nodeOf(trace, trace.timeline.output));
}
