/** An empty box "?" on the picture, in the place of a hidden number; when the number is found, that takes its place. */
import { shapeOf, shapeText } from "../arrays";
import { setText } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { createSvg, type Arrow, type Card, type Picture } from "../picture";
import { showGrid } from "../picture-grid";
import { setNumber, setPill } from "../picture-texts";
import type { Value } from "../timeline";
import type { Attempt } from "./attempts";
import type { Item } from "./server";

export interface Blank {
  readonly item: string;
  readonly element: SVGGElement;
  view: (attempt: Attempt) => void;
}

/** Where a box stands, in units of the picture, and what shows the number in the end. */
interface Place {
  transform: string;
  box: { x: number; y: number; width: number; height: number };
  reveal: (answer: Value) => void;
}

const LINE_BOX = { width: 50, height: 16, above: 12.5, beside: 4 };
const GRID_BOX = 34;
const PILL_BOX = { x: -18, y: -10, width: 36, height: 20 };
const HANGING_BOX = { x: -38, y: -4, width: 76, height: 20 };
const BASELINE = 4.5;

/** The box of the item; null where the picture has no place for it, as inside closed groups and sums. */
export function createBlank(picture: Picture, item: Item, caption: string): Blank | null {
  const place = placeOf(picture, item);
  if (place === null) return null;
  const element = createSvg("g", "blank");
  const text = createSvg("text", "blank-text");
  element.append(boxOf(place), text);
  element.setAttribute("transform", place.transform);
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "-1");
  element.setAttribute("aria-label", t("practice.blank", { item: caption }));
  element.dataset.item = item.id;
  element.dataset.kind = item.kind;
  text.setAttribute("x", String(place.box.x + place.box.width / 2));
  text.setAttribute("y", String(place.box.y + place.box.height / 2 + BASELINE));
  picture.stage.append(element);
  return { item: item.id, element, view: (attempt) => { show(element, text, item, attempt, place); } };
}

function show(element: SVGGElement, text: SVGTextElement, item: Item, { verdict, answer }: Attempt, { reveal }: Place): void {
  element.dataset.verdict = verdict;
  const mark = verdict === "wrong" ? "✗ ?" : "?";
  setText(text, item.kind === "updated" ? t("practice.new", { value: mark }) : mark);
  if (answer === null) return;
  reveal(answer);
  if (item.kind === "updated") becomeNote(element, text, answer);
  else element.remove();
}

/** A new value has no line of its own in the card: its box stays, as wide as its text, and is no longer to be filled. */
function becomeNote(element: SVGGElement, text: SVGTextElement, answer: Value): void {
  for (const attribute of ["role", "tabindex", "aria-label"]) element.removeAttribute(attribute);
  setText(text, t("practice.new", { value: inShort(answer) }));
  const width = text.getComputedTextLength() + 12;
  const box = element.querySelector("rect");
  box?.setAttribute("x", String(-width / 2));
  box?.setAttribute("width", String(width));
}

function placeOf(picture: Picture, item: Item): Place | null {
  if (item.kind === "local") return placeOnArrow(picture.arrows.find((arrow) => arrow.edges.length === 1 && arrow.edges[0] === item.target));
  const card = picture.cards.find((each) => each.node === item.target && each.group === null);
  if (card === undefined) return null;
  return item.kind === "updated" ? placeUnder(card) : placeInCard(card, item.kind === "value" ? card.value : card.grad, item.shape);
}

function placeInCard(card: Card, part: SVGGraphicsElement | null, shape: readonly number[]): Place | null {
  if (part === null) return null;
  const reveal = (answer: Value): void => {
    if (part instanceof SVGGElement) showGrid(part, shape, answer);
    else setNumber(part, inShort(answer));
    part.classList.remove("none");
  };
  const transform = `${transformOf(card.element)} ${transformOf(part)}`;
  return { transform, box: part instanceof SVGGElement ? gridBox(part) : lineBox(part), reveal };
}

/** While nothing is known a grid is hardly wider than its dashes. */
function gridBox(part: SVGGElement): Place["box"] {
  const { x, y, width, height } = part.getBBox();
  const missing = Math.max(0, GRID_BOX - width);
  return { x: x - missing, y, width: width + missing, height };
}

/** A number in a card ends at the x of its text. */
function lineBox(part: SVGGraphicsElement): Place["box"] {
  const { width, height, above, beside } = LINE_BOX;
  return { x: Number(part.getAttribute("x")) + beside - width, y: Number(part.getAttribute("y")) - above, width, height };
}

function placeOnArrow(arrow: Arrow | undefined): Place | null {
  const pill = arrow?.element.querySelector(".local") ?? null;
  if (arrow === undefined || pill === null) return null;
  const reveal = (answer: Value): void => {
    setPill(arrow.element, `×${inShort(answer)}`);
    arrow.element.classList.add("back");
    arrow.element.classList.remove("crowded");
  };
  return { transform: transformOf(pill), box: PILL_BOX, reveal };
}

function placeUnder(card: Card): Place {
  const frame = card.element.querySelector("rect.card");
  const [width, height] = ["width", "height"].map((name) => Number(frame?.getAttribute(name)));
  return { transform: `${transformOf(card.element)} translate(${(width ?? 0) / 2},${height ?? 0})`, box: HANGING_BOX, reveal: () => undefined };
}

function boxOf({ box }: Place): SVGRectElement {
  const rect = createSvg("rect", "blank-box");
  for (const name of ["x", "y", "width", "height"] as const) rect.setAttribute(name, String(box[name]));
  rect.setAttribute("rx", "4");
  return rect;
}

/** A number, or of an array its shape. */
function inShort(answer: Value): string {
  return Array.isArray(answer) ? shapeText(shapeOf(answer)) : shown(answer);
}


function transformOf(element: Element): string {
  return element.getAttribute("transform") ?? "";
}
