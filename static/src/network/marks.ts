/** Neurons that do not do their part, in words. */
import { h } from "../dom";
import { t } from "../i18n";
import type { Names } from "./diagram";
import type { Mark } from "./types";

const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/** What a neuron is called: layer 0 are the inputs, layer `layers` the outputs. */
export function neuronName(layer: number, index: number, { inputs, outputs }: Names, layers: number): string {
  if (layer === 0) return inputs[index] ?? "x";
  if (layer === layers) return outputs[index] ?? "y";
  return layers === 2 ? `h${index + 1}` : `h${lowered(layer)}·${index + 1}`;
}

export function markText({ layer, neuron, code, details }: Mark, names: Names, layers: number): string {
  const other = Number(details.other ?? 0);
  return t(`network.mark.${code}`, { ...details, neuron: neuronName(layer + 1, neuron, names, layers), other: neuronName(layer + 1, other, names, layers) });
}

export function showMarkList(list: HTMLElement, marks: Mark[], names: Names, layers: number): void {
  const texts = marks.map((mark) => markText(mark, names, layers));
  if (texts.join("\n") === [...list.children].map((item) => item.textContent).join("\n")) return;
  list.replaceChildren(...texts.map((text) => h("li", {}, text)));
}

function lowered(number: number): string {
  return Array.from(String(number), (digit) => LOWERED[Number(digit)]).join("");
}
