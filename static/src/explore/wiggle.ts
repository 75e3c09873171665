/** Nudging a leaf: the change that its gradient predicts beside the real one; and the check's error against its step. */
import { h } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { definition } from "../sentences";
import { leavesOf, nodeOf, type Trace } from "../timeline";
import type { Nudge, Wiggle } from "./answers";
import { createChooser } from "./chooser";
import { createEntries } from "./entries";
import type { Panel, Tools } from "./panel";
import { numberCell, sentence, table } from "./parts";
import { chosenLeaf } from "./paths";

export function createWiggle(host: HTMLElement, tools: Tools): Panel {
  const leaves = createChooser(t("explore.leaf"), tools.refresh);
  const entries = createEntries(tools.refresh);
  const body = h("div");
  const chart = createChartSwitch();
  host.append(h("div", { class: "choosers" }, leaves.element, entries.element), body, chart.element);
  return {
    async fill(trace, signal) {
      const leaf = chosenLeaf(leaves, trace);
      chart.element.hidden = leaf === null;
      if (leaf === null) { body.replaceChildren(sentence("explore.no_leaf")); return; }
      entries.offer(shapeOfLeaf(trace, leaf));
      const wiggle = await tools.ask("wiggle", { leaf, index: entries.index() }, signal);
      if (wiggle === null) return;
      const columns = ["nudge", "predicted", "real", "gap"].map((key) => t(`explore.wiggle.${key}`));
      body.replaceChildren(
        sentence("explore.wiggle.text", { leaf, gradient: shown(wiggle.gradient) }),
        sentence(isStraight(wiggle) ? "explore.wiggle.straight" : "explore.wiggle.smaller", { leaf }),
        table(t("explore.wiggle.table"), columns, wiggle.ladder.map(rowOf)),
        ...kinkOf(trace, leaf),
      );
      await chart.show(wiggle);
    },
  };
}

/** Gaps of this share of a change are what rounding leaves. */
const ROUNDING = 1e-12;

/** Whether no gap is more than rounding: then the output is a straight line in the leaf, as far as was nudged. */
export function isStraight({ output, ladder }: Pick<Wiggle, "output" | "ladder">): boolean {
  return ladder.every(({ real, gap }) => Math.abs(Number(gap)) <= ROUNDING * Math.max(Math.abs(Number(output)), Math.abs(Number(real))));
}

export function shapeOfLeaf({ timeline }: Trace, leaf: string): number[] {
  return leavesOf(timeline).find(({ name }) => name === leaf)?.shape ?? [];
}

function rowOf({ nudge, predicted, real, gap }: Nudge): HTMLTableRowElement {
  return h("tr", {}, h("th", { scope: "row", class: "number" }, `+${shown(nudge)}`), numberCell(predicted, "grad"), numberCell(real, "value"), numberCell(gap));
}

/** A kink is named: there the two sides have different slopes, and no prediction holds for both. */
function kinkOf(trace: Trace, leaf: string): HTMLElement[] {
  const check = trace.timeline.checks.find(({ name }) => name === leaf);
  if (check?.kink == null) return [];
  return [sentence("explore.wiggle.kink", { leaf, node: definition(nodeOf(trace, check.kink)) })];
}

/** The button that shows the curve; the chart's library is fetched when it is pressed for the first time. */
function createChartSwitch() {
  const plot = h("div", { class: "curve", role: "img", hidden: true });
  const words = h("p", { class: "curve-words" }, t("explore.curve.text"));
  const button = h("button", { type: "button", class: "button small", "aria-expanded": "false" }, t("explore.curve.show"));
  words.hidden = true;
  let last: Wiggle | null = null;
  async function draw(): Promise<void> {
    if (last === null || plot.hidden) return;
    const { drawCurve } = await import("./curve");
    drawCurve(plot, last);
  }
  button.addEventListener("click", () => {
    plot.hidden = words.hidden = !plot.hidden;
    button.setAttribute("aria-expanded", String(!plot.hidden));
    void draw();
  });
  return {
    element: h("div", { class: "curve-part" }, button, words, plot),
    async show(wiggle: Wiggle) {
      last = wiggle;
      await draw();
    },
  };
}
