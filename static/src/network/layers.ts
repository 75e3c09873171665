/** The list of hidden layers: a number of neurons and an activation each. */
import { find, h } from "../dom";
import { t } from "../i18n";
import type { LayerChoice } from "./types";

const MOST_LAYERS = 4;
const MOST_NEURONS = 16;

export interface LayerList {
  layers: () => LayerChoice[];
  set: (layers: LayerChoice[]) => void;
}

export function createLayerList(activations: string[], changed: () => void): LayerList {
  const list = find("#layers");
  const add = find<HTMLButtonElement>("#add-layer");
  let layers: LayerChoice[] = [];

  function become(next: LayerChoice[]): void {
    layers = next;
    list.replaceChildren(...layers.map((layer, at) => row(layer, at)));
    add.disabled = layers.length >= MOST_LAYERS;
  }
  function change(at: number, part: Partial<LayerChoice>): void {
    layers = layers.map((layer, index) => (index === at ? { ...layer, ...part } : layer));
    changed();
  }
  function remove(at: number): void {
    become(layers.filter((_layer, index) => index !== at));
    add.focus();
    changed();
  }
  function row({ neurons, activation }: LayerChoice, at: number): HTMLElement {
    const number = at + 1;
    const count = h("select", { "aria-label": t("network.neurons_of", { number }), autocomplete: "off" }, ...Array.from({ length: MOST_NEURONS }, (_, index) => option(String(index + 1), String(index + 1), neurons === index + 1)));
    const kind = h("select", { "aria-label": t("network.activation_of", { number }), autocomplete: "off" }, ...activations.map((name) => option(name, activationName(name), name === activation)));
    count.addEventListener("change", () => { change(at, { neurons: Number(count.value) }); });
    kind.addEventListener("change", () => { change(at, { activation: kind.value }); });
    const gone = h("button", { type: "button", class: "button icon small", "aria-label": t("network.remove_layer", { number }), title: t("network.remove_layer", { number }), click: () => { remove(at); } }, "×");
    return h("li", { class: "layer" }, h("span", {}, t("network.hidden_layer", { number })), count, kind, gone);
  }
  add.addEventListener("click", () => {
    become([...layers, layers.at(-1) ?? { neurons: 3, activation: activations[0] ?? "" }]);
    changed();
  });
  return { layers: () => layers, set: become };
}

/** Activations are ops, which have names; the one that does nothing is none. */
function activationName(name: string): string {
  return t(name === "identity" ? "network.activation.identity" : `op.${name}.name`);
}

function option(value: string, text: string, selected: boolean): HTMLElement {
  return h("option", { value, selected }, text);
}
