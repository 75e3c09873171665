/** The picture of an exercise: what is given, and a box for everything that is asked. */
import { Camera } from "../camera";
import { find } from "../dom";
import { connectZoom } from "../film-controls";
import { t } from "../i18n";
import { markCards } from "../picture-state";
import { readPicture, type Picture } from "../picture";
import { attemptAt, isSolved, type Attempts } from "./attempts";
import { createBlank, type Blank } from "./blank";
import type { Hint, Sheet } from "./server";

/** Pixels around a box that still belong to it under a finger. */
const FINGER = 14;

export interface Board {
  show: (sheet: Sheet, captions: ReadonlyMap<string, string>) => void;
  clear: () => void;
  view: (attempts: Attempts) => void;
  /** Mark the box of the item, and no other. */
  point: (item: string | null) => void;
  /** Mark what a hint is about. */
  hint: (hint: Hint | null) => void;
  /** The box of the item, in view; null where it has none or is solved. */
  reach: (item: string) => SVGGElement | null;
}

export function createBoard(choose: (item: string | null) => void): Board {
  const [film, holder] = [find("#practice-film"), find("#practice-picture")];
  const camera = new Camera(holder);
  connectZoom(camera, film);
  let picture: Picture | null = null;
  let blanks: Blank[] = [];

  function clear(): void {
    picture = null;
    blanks = [];
    holder.replaceChildren();
  }
  function reach(item: string): SVGGElement | null {
    const blank = blanks.find((each) => each.item === item && each.element.hasAttribute("role"));
    if (picture === null || !blank?.element.isConnected) return null;
    camera.follow(boundsOn(picture.stage, blank.element));
    return blank.element;
  }
  return {
    show(sheet, captions) {
      const drawn = readPicture(sheet.svg);
      picture = drawn;
      drawn.svg.setAttribute("aria-label", t("practice.graph"));
      holder.replaceChildren(drawn.svg);
      camera.look(drawn);
      showGivenLocals(drawn, sheet);
      blanks = sheet.items.map((item) => createBlank(drawn, item, captions.get(item.id) ?? "")).filter((blank) => blank !== null);
      listen(drawn, choose, reach);
    },
    clear,
    view(attempts) {
      for (const blank of blanks) blank.view(attemptAt(attempts, blank.item));
      const open = blanks.filter((blank) => !isSolved(attempts, blank.item));
      open.forEach((blank, at) => { blank.element.setAttribute("tabindex", at === 0 ? "0" : "-1"); });
    },
    point(item) {
      for (const blank of blanks) blank.element.classList.toggle("pointed", blank.item === item);
    },
    hint(hint) {
      markCards(picture, hint?.nodes ?? [], "hinted");
      for (const { element, edges } of picture?.arrows ?? []) element.classList.toggle("lit", edges.some((edge) => hint?.edges.includes(edge)));
    },
    reach,
  };
}

/** In the walk a local derivative appears when its gradient passes; here what is not asked is given. */
function showGivenLocals({ arrows }: Picture, { edges }: Sheet): void {
  const given = new Set(edges.filter((edge) => edge.local !== null).map((edge) => edge.id));
  for (const arrow of arrows) arrow.element.classList.toggle("back", arrow.edges.some((edge) => given.has(edge)));
}

/** A click or Enter opens a box; arrow keys go from box to box, which are one tab stop together. */
function listen({ svg }: Picture, choose: (item: string | null) => void, reach: (item: string) => SVGGElement | null): void {
  const boxAt = (event: Event) => (event.target as Element).closest<SVGGElement>(".blank[role]");
  const itemAt = (event: Event) => boxAt(event)?.dataset.item;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  svg.addEventListener("click", (event) => { choose((boxAt(event) ?? boxNear(svg, event))?.dataset.item ?? null); });
  svg.addEventListener("keydown", (event) => {
    const item = itemAt(event);
    if (item === undefined) return;
    if (event.key === "Enter" || event.key === " ") choose(item);
    else if (event.key in steps) moveFocus(svg, steps[event.key] ?? 0, reach);
    else return;
    event.preventDefault();
  });
}

/** The open box that a finger means which misses it narrowly. */
function boxNear(svg: SVGSVGElement, { clientX, clientY, pointerType }: PointerEvent): SVGGElement | null {
  if (pointerType !== "touch") return null;
  const distance = (box: Element): number => {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    return Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
  };
  const [nearest] = [...svg.querySelectorAll<SVGGElement>(".blank[role]")].sort((a, b) => distance(a) - distance(b));
  return nearest !== undefined && distance(nearest) <= FINGER ? nearest : null;
}

function moveFocus(svg: SVGSVGElement, by: number, reach: (item: string) => SVGGElement | null): void {
  const open = [...svg.querySelectorAll<SVGGElement>(".blank[role]")];
  const next = open.at((open.findIndex((each) => each === document.activeElement) + by) % open.length);
  if (next === undefined) return;
  for (const each of open) each.setAttribute("tabindex", each === next ? "0" : "-1");
  reach(next.dataset.item ?? "");
  next.focus();
}

/** Where an element stands, in units of the picture. */
function boundsOn(stage: SVGGElement, element: SVGGElement): DOMRect {
  const box = element.getBBox();
  const matrix = stage.getScreenCTM()?.inverse().multiply(element.getScreenCTM() ?? new DOMMatrix());
  const { x, y } = new DOMPoint(box.x, box.y).matrixTransform(matrix);
  return new DOMRect(x, y, box.width, box.height);
}
