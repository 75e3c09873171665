/** Texts of the picture that change while its boxes stay; engine/drawing sizes them alike. */
import { setText } from "./dom";

/** Widths in em of what numbers are made of, in a bold font. */
const DIGIT = 0.72;
const NARROW = 0.42;
const MINUS = 0.96;

const PILL_PADDING = 8;
const CHARACTER = 7;
const PILL_WIDEST = 52;
/** Of one character of a name, which stands in a monospaced font. */
const MONO = 0.605;
const GAP = 8;
const PAD = 9;

/** The size of a number in a card, in pixels. */
const SIZE = 13;

/** Write a number into its place, squeezed where it is wider. */
export function setNumber(text: SVGElement | null, number: string, size = SIZE): void {
  if (text === null || text.textContent === number) return;
  setText(text, number);
  const room = Number(text.dataset.room);
  if (width(number, size) <= room) { text.removeAttribute("textLength"); return; }
  text.setAttribute("textLength", String(room));
  text.setAttribute("lengthAdjust", "spacingAndGlyphs");
}

/** Write a local derivative into its pill, which is as wide as its text. */
export function setPill(arrow: SVGGElement, number: string): void {
  const text = arrow.querySelector<SVGElement>(".local-text");
  if (text === null || text.textContent === number) return;
  setNumber(text, number);
  const pill = Math.min(2 * PILL_PADDING + CHARACTER * number.length, PILL_WIDEST);
  const rect = arrow.querySelector(".local rect");
  rect?.setAttribute("x", String(-pill / 2));
  rect?.setAttribute("width", String(pill));
}

/** Write title and name of a card; the name gets what room the title leaves. */
export function setHeading(card: SVGGElement, title: string, name: string): void {
  const texts = [card.querySelector<SVGTextElement>("text.title"), card.querySelector<SVGTextElement>("text.name")] as const;
  if (texts[0] !== null && !texts[0].textContent.endsWith("…")) setText(texts[0], title);
  if (texts[1] === null || texts[1].textContent === name) return;
  const cardWidth = Number(card.querySelector(".card")?.getAttribute("width"));
  const room = cardWidth - 2 * PAD - GAP - (texts[0]?.getComputedTextLength() ?? 0);
  setText(texts[1], shortened(name, Math.floor(room / (MONO * parseFloat(getComputedStyle(texts[1]).fontSize)))));
}

function shortened(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters ? text : `${all.slice(0, Math.max(0, characters - 1)).join("")}…`;
}

function width(number: string, size: number): number {
  const em = [...number].map((character) => (/[.,×]/.test(character) ? NARROW : /[−∞]/.test(character) ? MINUS : DIGIT));
  return size * em.reduce((sum, each) => sum + each, 0);
}
