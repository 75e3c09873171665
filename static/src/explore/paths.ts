/** The gradient of a leaf as the sum over its paths, beside what backpropagation needs; a single path is peeled. */
import { h } from "../dom";
import { t } from "../i18n";
import { spoken } from "../sentences";
import { leavesOf, nodeOf, type Trace } from "../timeline";
import type { PathSum, WrittenPath } from "./answers";
import { createChooser, type Chooser } from "./chooser";
import { grouped } from "./counts";
import { onionOf } from "./onion";
import type { Panel, Tools } from "./panel";
import { equation, lighting, math, numberCell, sentence, table } from "./parts";

export function createPaths(host: HTMLElement, tools: Tools): Panel {
  const leaves = createChooser(t("explore.leaf"), tools.refresh);
  const body = h("div");
  host.append(leaves.element, body);
  return {
    async fill(trace, signal) {
      const leaf = chosenLeaf(leaves, trace);
      if (leaf === null) { body.replaceChildren(sentence("explore.no_leaf")); return; }
      const sum = await tools.ask("paths", { leaf }, signal);
      if (sum === null) return;
      body.replaceChildren(...sumOf(trace, sum, tools));
      const onion = Number(sum.count) === 1 ? await tools.ask("onion", { leaf }, signal) : null;
      if (onion !== null) body.append(...onionOf(onion, tools.marks));
    },
    leave: () => tools.marks.light([]),
  };
}

/** Offer the leaves of the trace; the one that is chosen then, null where there is none. */
export function chosenLeaf(leaves: Chooser, { timeline }: Trace): string | null {
  leaves.offer(leavesOf(timeline).map(({ name }) => ({ value: name ?? "", label: name ?? "" })));
  return leaves.chosen();
}

function sumOf(trace: Trace, sum: PathSum, { marks }: Tools): (HTMLElement | string)[] {
  if (Number(sum.count) === 0) return [sentence("explore.paths.none", { leaf: sum.leaf })];
  const columns = ["path", "locals", "product"].map((key) => t(`explore.paths.${key}`));
  const rows = [...sum.paths.map((path) => rowOf(trace, path, marks)), restOf(sum), totalOf(sum)];
  return [
    countOf(trace, sum),
    ...(sum.listed === "all" ? [] : [sentence(`explore.paths.${sum.listed}`, { listed: sum.paths.length, count: grouped(sum.count) })]),
    table(t("explore.paths.table"), columns, rows),
    ...(sum.total === null ? [] : [h("p", { class: "formula-line" }, math(equation(sum.derivative, sum.total)))]),
  ];
}

/** The comparison that is the point: all the products of the sum over paths, and one visit per edge. */
function countOf(trace: Trace, sum: PathSum): HTMLElement {
  const output = spoken(nodeOf(trace, trace.timeline.output));
  const count = Number(sum.count) === 1 ? "explore.paths.one" : "explore.paths.count";
  return h(
    "p",
    { class: "comparison" },
    h("b", {}, t(count, { count: grouped(sum.count), leaf: sum.leaf, output })),
    " ",
    t("explore.paths.cost", { path_edges: grouped(sum.path_edges), edges: grouped(sum.edges), visited: grouped(sum.visited) }),
  );
}

function rowOf(trace: Trace, path: WrittenPath, marks: Tools["marks"]): HTMLTableRowElement {
  const way = path.nodes.map((node) => spoken(nodeOf(trace, node))).join(" ← ");
  const lamp = h("button", { type: "button", class: "link way", title: way }, way);
  lamp.addEventListener("click", () => { marks.light(path.edges); });
  const product = [path.symbols, path.numbers].filter((part) => part !== null);
  const maths = product.map((latex) => h("div", { class: "formula-line" }, math(latex)));
  return lighting(h("tr", {}, h("td", {}, lamp), h("td", {}, ...maths), numberCell(path.contribution, "grad", t("explore.paths.product"))), marks, path.edges);
}

function restOf(sum: PathSum): HTMLTableRowElement | null {
  if (sum.listed === "all") return null;
  const label = t("explore.paths.rest", { count: grouped(BigInt(sum.count) - BigInt(sum.paths.length)) });
  return h("tr", {}, h("th", { scope: "row", colspan: 2 }, label), numberCell(sum.rest, "grad", t("explore.paths.product")));
}

function totalOf(sum: PathSum): HTMLTableRowElement {
  return h("tr", { class: "total" }, h("th", { scope: "row", colspan: 2 }, t("explore.paths.sum", { leaf: sum.leaf })), numberCell(sum.gradient, "grad", sum.leaf));
}

