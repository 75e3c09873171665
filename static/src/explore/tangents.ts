/** Forward mode: one leaf is seeded with tangent 1, and the tangents are walked forward; what that costs in all. */
import { shapeOf, shapeText } from "../arrays";
import { h } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { makeScrollable } from "../math";
import { definition } from "../sentences";
import { leavesOf, nodeOf, type Trace, type Value } from "../timeline";
import type { ForwardMode, TangentStep } from "./answers";
import { createChooser } from "./chooser";
import { createEntries } from "./entries";
import type { Panel, Tools } from "./panel";
import { equation, math, sentence, table } from "./parts";
import { chosenLeaf } from "./paths";
import { shapeOfLeaf } from "./wiggle";

export function createTangents(host: HTMLElement, tools: Tools): Panel {
  const leaves = createChooser(t("explore.leaf"), tools.refresh);
  const entries = createEntries(tools.refresh);
  const body = h("div");
  const walk = createTangentWalk(tools);
  host.append(h("div", { class: "choosers" }, leaves.element, entries.element), walk.element, body);
  return {
    async fill(trace, signal) {
      const leaf = chosenLeaf(leaves, trace);
      walk.element.hidden = leaf === null;
      if (leaf === null) { body.replaceChildren(sentence("explore.no_leaf")); return; }
      entries.offer(shapeOfLeaf(trace, leaf));
      const found = await tools.ask("forward", { leaf, index: entries.index() }, signal);
      if (found === null) return;
      walk.show(trace, found);
      body.replaceChildren(...costOf(trace, found));
    },
    leave: () => walk.leave(),
  };
}

/** The walk of its own: a step back and forth, the step just done in mathematics, and the tangents in the picture. */
function createTangentWalk({ marks }: Tools) {
  let shownWalk: { trace: Trace; steps: TangentStep[] } | null = null;
  let at = 0;
  const place = h("span", { class: "tangent-place" });
  const line = h("div", { class: "formula-line" });
  const words = h("p");
  const back = h("button", { type: "button", class: "button small", click: () => { move(-1); } }, t("explore.forward.back"));
  const on = h("button", { type: "button", class: "button small", click: () => { move(1); } }, t("explore.forward.on"));
  function move(by: number): void {
    at += by;
    redraw();
  }
  function redraw(): void {
    if (shownWalk === null) return;
    const { trace, steps } = shownWalk;
    at = Math.max(0, Math.min(at, steps.length - 1));
    const step = steps[at];
    if (step === undefined) return;
    back.setAttribute("aria-disabled", String(at === 0));
    on.setAttribute("aria-disabled", String(at === steps.length - 1));
    place.textContent = t("explore.forward.place", { step: at + 1, steps: steps.length });
    words.textContent = t(`explore.forward.${step.kind}`, { node: definition(nodeOf(trace, step.node)) });
    line.replaceChildren(math(equation(step.lhs, step.meaning, step.symbols, step.numbers, step.result)));
    makeScrollable([line]);
    const done = steps.slice(0, at + 1);
    marks.light(done.flatMap(({ edges }) => edges));
    marks.note("tangent", notesOf(done));
  }
  return {
    element: h("div", { class: "tangent-walk" }, h("div", { class: "tangent-buttons" }, back, on, place), h("div", { "aria-live": "polite" }, words, line)),
    show(trace: Trace, { steps }: ForwardMode) {
      if (shownWalk?.steps.length !== steps.length) at = 0;
      shownWalk = { trace, steps };
      redraw();
    },
    leave() {
      marks.light([]);
      marks.note("tangent", new Map());
    },
  };
}

function notesOf(steps: TangentStep[]): Map<string, string> {
  const inShort = (tangent: Value): string => Array.isArray(tangent) ? shapeText(shapeOf(tangent)) : shown(tangent);
  return new Map(steps.map(({ node, tangent }) => [node, `${t("explore.forward.tangent")} ${inShort(tangent)}`]));
}

/** The counter: passes and multiplications for the derivatives by all inputs, in each mode. */
function costOf(trace: Trace, { leaf, tangent, products, forward, backward }: ForwardMode): HTMLElement[] {
  const row = (mode: string, cost: { passes: number; products: number }) =>
    h("tr", {}, h("th", { scope: "row" }, t(`explore.forward.${mode}`)), h("td", { class: "number" }, String(cost.passes)), h("td", { class: "number" }, String(cost.products)));
  const columns = ["mode", "passes", "products"].map((key) => t(`explore.forward.${key}`));
  const count = leavesOf(trace.timeline).length;
  return [
    sentence("explore.forward.result", { leaf, tangent: shown(tangent), products }),
    h("h3", {}, t("explore.forward.all")),
    table(t("explore.forward.all"), columns, [row("forward", forward), row("backward", backward)]),
    sentence("explore.forward.why", { leaves: count, passes: forward.passes }),
  ];
}
