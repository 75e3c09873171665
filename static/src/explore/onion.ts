/** The chain rule peeled layer by layer, where one path leads from a leaf to the output. */
import { h } from "../dom";
import { t } from "../i18n";
import type { Layer, Onion } from "./answers";
import type { Marks } from "./marks";
import { equation, lighting, math, numberCell, sentence, table } from "./parts";

export function onionOf(onion: Onion, marks: Marks): HTMLElement[] {
  const closed = onion.closed_form === null ? null : line(equation(onion.derivative, onion.closed_form));
  const title = h("h3", {}, t("explore.onion.title"));
  if (onion.obstacle !== null) return [title, sentence(`explore.onion.${onion.obstacle}`), ...(closed === null ? [] : [closed])];
  const columns = ["layer", "step", "factor", "number"].map((key) => t(`explore.onion.${key}`));
  const products = [onion.peels.at(-1) ?? null, onion.symbols, onion.expanded, onion.numbers];
  return [
    title,
    sentence("explore.onion.text"),
    h("ol", { class: "peels" }, ...onion.peels.slice(1).map((peel) => h("li", { class: "formula-line" }, math(equation(onion.derivative, peel))))),
    table(t("explore.onion.title"), columns, onion.layers.map((layer, at) => rowOf(layer, at, marks))),
    line(equation(onion.derivative, ...products)),
    ...(closed === null ? [] : [h("h3", {}, t("explore.onion.closed")), closed]),
  ];
}

function rowOf(layer: Layer, at: number, marks: Marks): HTMLTableRowElement {
  return lighting(
    h(
      "tr",
      { tabindex: 0 },
      h("td", {}, String(at + 1)),
      h("td", {}, math(layer.function)),
      h("td", {}, math(equation(layer.fraction, layer.symbols))),
      numberCell(layer.number, "grad"),
    ),
    marks,
    [layer.edge],
  );
}

function line(latex: string): HTMLElement {
  return h("p", { class: "formula-line" }, math(latex));
}
