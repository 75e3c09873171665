/** The server's SVG as elements of the page, and the look-ups into it. */

export interface Card {
  readonly element: SVGGElement;
  /** The node whose value it shows. */
  readonly node: string;
  /** All nodes it stands for: several when it is a sum or a closed group. */
  readonly nodes: readonly string[];
  /** The closed group it stands for; null for a node or a sum. */
  readonly group: string | null;
  /** Where its numbers stand: a text, or a grid of cells for an array. A tag has no gradient. */
  readonly value: SVGGraphicsElement | null;
  readonly grad: SVGGraphicsElement | null;
  /** Its accessible name, and what is shown on hover. */
  readonly title: Element | null;
}

export interface Arrow {
  readonly element: SVGGElement;
  /** The uses it stands for: several between closed groups. */
  readonly edges: readonly string[];
}

export interface Picture {
  readonly svg: SVGSVGElement;
  /** Holds everything that moves when the reader zooms. */
  readonly stage: SVGGElement;
  readonly cards: readonly Card[];
  readonly arrows: readonly Arrow[];
}

const SVG = "http://www.w3.org/2000/svg";

/** Read the picture as XML; should it bring a style sheet, that stays behind: the page has the same rules. */
export function readPicture(xml: string): Picture {
  const parsed = new DOMParser().parseFromString(xml, "image/svg+xml").documentElement;
  if (parsed.nodeName !== "svg") throw new Error("the server's picture is not an SVG");
  for (const style of parsed.querySelectorAll("style")) style.remove();
  const svg = document.importNode(parsed, true) as unknown as SVGSVGElement;
  return {
    svg,
    stage: wrap(svg),
    cards: Array.from(svg.querySelectorAll<SVGGElement>("g.node"), card),
    arrows: Array.from(svg.querySelectorAll<SVGGElement>("g.edge"), (element) => ({ element, edges: ids(element.dataset.edges) })),
  };
}

/** The card that shows the node, alone or with others. */
export function cardOf(picture: Picture | null, node: string): SVGGElement | null {
  return picture?.cards.find((card) => card.nodes.includes(node))?.element ?? null;
}

function card(element: SVGGElement): Card {
  const { node = "", nodes, group = null } = element.dataset;
  const part = (field: string) => element.querySelector<SVGGraphicsElement>(`:scope > .${field}`);
  return { element, node, nodes: ids(nodes), group, value: part("value"), grad: part("grad"), title: element.querySelector(":scope > title") };
}

function ids(attribute: string | undefined): string[] {
  return attribute ? attribute.split(" ") : [];
}

function wrap(svg: SVGSVGElement): SVGGElement {
  const stage = document.createElementNS(SVG, "g");
  stage.setAttribute("class", "stage");
  stage.append(...svg.childNodes);
  svg.append(stage);
  return stage;
}

export function createSvg<K extends keyof SVGElementTagNameMap>(tag: K, className: string): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  element.setAttribute("class", className);
  return element;
}
