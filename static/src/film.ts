/** The graph on the screen: the server's picture, in which only texts and classes change. */
import { createCamera, type Camera } from "./camera";
import { find, show } from "./dom";
import { t } from "./i18n";
import { cardOf, readPicture, type Picture } from "./picture";
import { markCards, showHeadings, showNumbers, showStep } from "./picture-state";
import { createPulse } from "./pulse";
import type { Moment } from "./state";
import type { Step, Timeline } from "./timeline";
import { sameTrace, type View } from "./walk";
import type { Box } from "./window";

export interface Film {
  readonly view: View;
  readonly camera: Camera;
  /** The key of the layout on the screen. */
  layout: () => string | null;
  /** Mark the picture as older than the text. */
  setStale: (isStale: boolean) => void;
  /** Light up the node the reader points at in the text. */
  hint: (node: string | null) => void;
  /** Mark the node whose card of details is open. */
  select: (node: string | null) => void;
  /** The card of the node, for putting something beside it. */
  cardOf: (node: string) => SVGGElement | null;
}

interface Pointing {
  chosen: (node: string) => void;
  hovered: (node: string | null) => void;
}

export function createFilm(pointing: Pointing): Film {
  const frame = find("#film");
  const holder = find("#picture");
  const camera = createCamera(holder);
  const pulse = createPulse();
  let picture: Picture | null = null;
  let layout: string | null = null;

  function load(timeline: Timeline): void {
    if (timeline.svg) {
      picture = readPicture(timeline.svg);
      prepare(picture, pointing, (card) => { camera.follow(boxOf(card)); });
      holder.replaceChildren(picture.svg);
      camera.look(picture);
    } else if (picture !== null) showHeadings(picture, timeline);
    layout = timeline.layout;
    show(find("#layout-note"), timeline.layout_note !== null);
  }

  function view(moment: Moment, before: Moment | null): void {
    if (!sameTrace(moment, before)) load(moment.trace.timeline);
    if (picture === null) return;
    showNumbers(picture, moment);
    showStep(picture, moment);
    if (sameTrace(moment, before) && moment.step !== null) {
      followStep(camera, picture, moment.step);
      if (Math.abs(moment.k - (before?.k ?? 0)) === 1) runPulse(picture, moment.step, pulse);
    }
  }

  return {
    view,
    camera,
    layout: () => layout,
    setStale: (isStale) => frame.classList.toggle("stale", isStale),
    hint: (node) => markCards(picture, node, "hinted"),
    select: (node) => markCards(picture, node, "selected"),
    cardOf: (node) => cardOf(picture, node),
  };
}

/** Make the cards reachable: one tab stop for the picture, Up and Down go from card to card, Enter opens. */
function prepare({ svg, cards }: Picture, { chosen, hovered }: Pointing, bringIntoView: (card: SVGGElement) => void): void {
  svg.setAttribute("aria-label", t("page.graph"));
  const elements = cards.map((card) => card.element);
  for (const element of elements) {
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", element === elements[0] ? "0" : "-1");
  }
  const nodeAt = (event: Event) => (event.target as Element).closest<SVGGElement>("g.node")?.dataset.node ?? null;
  const choose = (node: string | null): void => {
    if (node !== null) chosen(node);
  };
  svg.addEventListener("click", (event) => { choose(nodeAt(event)); });
  svg.addEventListener("pointerover", (event) => { hovered(nodeAt(event)); });
  svg.addEventListener("pointerleave", () => { hovered(null); });
  svg.addEventListener("focusin", (event) => { hovered(nodeAt(event)); });
  svg.addEventListener("focusout", () => { hovered(null); });
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose(nodeAt(event));
    else if (event.key === "ArrowDown") moveFocus(elements, 1, bringIntoView);
    else if (event.key === "ArrowUp") moveFocus(elements, -1, bringIntoView);
    else return;
    event.preventDefault();
  });
}

/** Focus the next or previous card. */
function moveFocus(cards: SVGGElement[], by: number, bringIntoView: (card: SVGGElement) => void): void {
  const at = cards.findIndex((card) => card === document.activeElement);
  const next = cards.at((at + by) % cards.length);
  if (next === undefined) return;
  for (const card of cards) card.setAttribute("tabindex", card === next ? "0" : "-1");
  next.focus();
  bringIntoView(next);
}

function followStep(camera: Camera, picture: Picture, step: Step): void {
  const card = cardOf(picture, step.node);
  if (card !== null) camera.follow(boxOf(card));
}

/** Where a card stands, in units of the picture; read from attributes, for measuring would cost a layout. */
function boxOf(card: SVGGElement): Box {
  const [x = 0, y = 0] = (card.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
  const frame = card.querySelector("rect.card");
  return { x, y, width: Number(frame?.getAttribute("width")), height: Number(frame?.getAttribute("height")) };
}

function runPulse(picture: Picture, step: Step, pulse: ReturnType<typeof createPulse>): void {
  const live = picture.arrows.filter(({ edges }) => edges.some((edge) => step.edges.includes(edge)));
  pulse(live.map((arrow) => arrow.element), step.phase === "backward");
}
