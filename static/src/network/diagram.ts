/** The network as circles and links: a link shows a weight or its gradient, a circle whether the neuron does its part. */
import { h } from "../dom";
import { full, short } from "../format";
import { t } from "../i18n";
import type { Scalar } from "../timeline";
import { HEIGHT, labelPlace, places, radius, strokeWidth, WIDTH, type Place } from "./diagram-layout";
import { markText } from "./marks";
import { s } from "./svg";
import type { Layer, Mark } from "./types";

export type Shows = "weights" | "gradients";

interface Link {
  readonly line: SVGLineElement;
  readonly title: SVGTitleElement;
  readonly label: SVGTextElement | null;
  readonly layer: number;
  readonly to: number;
  readonly from: number;
}

/** More links than this would write their numbers over each other. */
const MOST_NUMBERS = 14;

/** Of a letter of a neuron's name. */
const NAME_WIDTH = 8.4;

export interface Diagram {
  draw: (layers: Layer[], marks: Mark[], names: string[][], shows: Shows) => void;
  clear: (why: string) => void;
}

export function createDiagram(host: HTMLElement): Diagram {
  let shape = "";
  let links: Link[] = [];
  let neurons: SVGGElement[][] = [];
  let svg: SVGSVGElement | null = null;

  function build(layers: Layer[], names: string[][]): void {
    const sizes = names.map((column) => column.length);
    const all = places(sizes);
    const count = layers.reduce((sum, layer) => sum + layer.weights.length * (layer.weights[0]?.length ?? 0), 0);
    links = layers.flatMap((layer, at) => linksOf(layer, at, all, count <= MOST_NUMBERS));
    neurons = all.map((column, at) => column.map((place, index) => neuron(place, radius(sizes), names[at]?.[index] ?? "")));
    const labels = links.map(({ label }) => label).filter((label) => label !== null);
    svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "diagram" }, ...links.map(({ line }) => line), ...labels, ...neurons.flat());
    host.replaceChildren(svg);
  }

  return {
    draw(layers, marks, names, shows) {
      const next = JSON.stringify(names);
      if (next !== shape) build(layers, names);
      shape = next;
      showLinks(links, layers, shows);
      showMarks(neurons, layers, marks, names, shows);
      svg?.setAttribute("aria-label", t("network.diagram_label", { sizes: names.map((column) => column.length).join(" – ") }));
    },
    clear(why) {
      shape = "";
      host.replaceChildren(h("p", { class: "nothing" }, why));
    },
  };
}

function linksOf({ weights }: Layer, layer: number, all: Place[][], hasNumbers: boolean): Link[] {
  return weights.flatMap((row, to) =>
    row.map((_weight, from): Link => {
      const [a, b] = [all[layer]?.[from], all[layer + 1]?.[to]];
      if (a === undefined || b === undefined) throw new Error("a link needs two neurons");
      const title = s("title");
      const at = row.length > 1 ? labelPlace(a, b, from, row.length) : labelPlace(a, b, to, weights.length);
      return {
        line: s("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: "link" }, title),
        title,
        label: hasNumbers ? s("text", { x: at.x, y: at.y - 4, class: "link-text" }) : null,
        layer,
        to,
        from,
      };
    }),
  );
}

function neuron({ x, y }: Place, r: number, name: string): SVGGElement {
  const text = name.length * NAME_WIDTH > 2 * r ? null : s("text", { y: "0.36em", class: "neuron-name" }, name);
  return s("g", { class: "neuron", transform: `translate(${x},${y})` }, s("title"), s("circle", { r }), s("path", { d: `M${-r * 0.7},${-r * 0.7}L${r * 0.7},${r * 0.7}`, class: "strike" }), text);
}

function numberOf(layer: Layer | undefined, to: number, from: number, shows: Shows): Scalar | null {
  const rows = shows === "weights" ? layer?.weights : layer?.weight_gradients;
  return rows?.[to]?.[from] ?? null;
}

function showLinks(links: Link[], layers: Layer[], shows: Shows): void {
  const values = links.map(({ layer, to, from }) => numberOf(layers[layer], to, from, shows));
  const largest = Math.max(0, ...values.map((value) => Math.abs(Number(value ?? 0))).filter(Number.isFinite));
  links.forEach((link, at) => {
    const value = Number(values[at] ?? 0);
    link.line.setAttribute("stroke-width", strokeWidth(value, largest).toFixed(2));
    link.line.setAttribute("class", `link ${value < 0 ? "negative" : "positive"}`);
    const { weights, weight_gradients: gradients } = layers[link.layer] ?? {};
    link.title.textContent = t("network.link", { weight: digits(weights?.[link.to]?.[link.from]), gradient: digits(gradients?.[link.to]?.[link.from]) });
    if (link.label !== null) link.label.textContent = values[at] == null ? "" : twoDecimals(value);
  });
}

/** A link has room for a few digits; all of them are in its title. */
function twoDecimals(value: number): string {
  return short(Math.abs(value) < 1 ? Number(value.toPrecision(2)) : Number(value.toPrecision(3)));
}

function digits(value: Scalar | null | undefined): string {
  return value == null ? "—" : full(value);
}

function showMarks(neurons: SVGGElement[][], layers: Layer[], marks: Mark[], names: string[][], shows: Shows): void {
  neurons.forEach((column, at) =>
    column.forEach((element, index) => {
      const own = marks.filter(({ layer, neuron: number }) => layer === at - 1 && number === index);
      element.setAttribute("class", ["neuron", ...own.map(({ code }) => code)].join(" "));
      const layer = layers[at - 1];
      const bias = shows === "weights" ? layer?.biases[index] : layer?.bias_gradients[index];
      const title = element.querySelector("title");
      const parts = [names[at]?.[index] ?? "", ...(layer === undefined ? [] : [t(`network.bias_${shows}`, { value: digits(bias) })]), ...own.map((mark) => markText(mark))];
      if (title !== null) title.textContent = parts.join("\n");
    }),
  );
}
