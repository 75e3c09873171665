/** Marks on the picture that do not belong to the walk: lit paths, widths, notes under cards. */
import { find } from "../dom";
import { createSvg } from "../picture";

/** Who made the marks: each maker takes only its own away. */
export type Maker = "path" | "tangent" | "wrong";

export interface Marks {
  /** Light the edges and what they join, and dim the rest; nothing for none. */
  light: (edges: readonly string[]) => void;
  /** Write texts under cards, by node id. */
  note: (maker: Maker, texts: ReadonlyMap<string, string>) => void;
  /** Draw edges as wide as this, in units of the picture, by edge id; null for their usual width. */
  widen: (widths: ReadonlyMap<string, number> | null) => void;
}

/** A note is a pill that hangs on the lower edge of its card; in units of the picture. */
const PILL = { height: 17, padding: 5, above: 3 };
/** Characters of a note that fit under a card; the panels show arrays in full. */
const LONGEST = 18;

export function createMarks(): Marks {
  const holder = find("#picture");
  const arrows = () => holder.querySelectorAll<SVGGElement>("g.edge");
  const cards = () => holder.querySelectorAll<SVGGElement>("g.node");
  return {
    light(edges) {
      const lit = new Set(edges);
      const ends = new Set<string>();
      for (const arrow of arrows()) {
        const isLit = idsOf(arrow.dataset.edges).some((edge) => lit.has(edge));
        arrow.classList.toggle("lit", isLit);
        if (isLit) for (const end of [arrow.dataset.tail, arrow.dataset.head]) if (end !== undefined) ends.add(end);
      }
      for (const card of cards()) card.classList.toggle("lit", ends.has(card.dataset.node ?? ""));
      holder.classList.toggle("lighting", lit.size > 0);
    },
    note(maker, texts) {
      for (const old of holder.querySelectorAll(`.note.${maker}`)) old.remove();
      const stage = holder.querySelector("g.stage");
      for (const card of cards()) {
        const text = texts.get(card.dataset.node ?? "");
        // On the stage and not in the card: it lies over the cards around.
        if (text !== undefined && stage !== null) hang(stage, card, maker, text);
      }
    },
    widen(widths) {
      holder.classList.toggle("sized", widths !== null);
      for (const arrow of arrows()) {
        const line = arrow.querySelector<SVGPathElement>("path.line");
        const known = idsOf(arrow.dataset.edges).map((edge) => widths?.get(edge) ?? 0);
        if (widths === null) line?.style.removeProperty("stroke-width");
        else line?.style.setProperty("stroke-width", String(Math.max(0.4, ...known)));
      }
    },
  };
}

function hang(stage: Element, card: SVGGElement, maker: Maker, text: string): void {
  const frame = card.querySelector("rect.card");
  const size = (name: string): number => Number(frame?.getAttribute(name) ?? 0);
  const note = createSvg("g", `note ${maker}`);
  const words = createSvg("text", "note-text");
  const pill = createSvg("rect", "note-pill");
  words.textContent = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  note.append(pill, words);
  note.setAttribute("transform", `${card.getAttribute("transform") ?? ""} translate(${size("width") / 2},${size("height") - PILL.above})`);
  stage.append(note);
  const width = words.getComputedTextLength() + 2 * PILL.padding;
  for (const [name, value] of Object.entries({ x: -width / 2, y: 0, width, height: PILL.height, rx: PILL.height / 2 })) pill.setAttribute(name, String(value));
  words.setAttribute("y", String(PILL.height - 4.5));
}

function idsOf(attribute: string | undefined): string[] {
  return attribute ? attribute.split(" ") : [];
}
