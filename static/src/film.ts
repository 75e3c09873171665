/** The graph on the screen: the server's picture, in which only texts and classes change. */
import { Camera } from "./camera";
import { find, show } from "./dom";
import { t } from "./i18n";
import { cardOf, readPicture, type Picture } from "./picture";
import { markCards, showHeadings, showNumbers, showStep } from "./picture-state";
import { createPulse } from "./pulse";
import { stepsOf, type Moment } from "./state";
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
  /** Tell assistive technology that the picture is about to change. */
  setBusy: (isBusy: boolean) => void;
  /** Light up the nodes the reader points at elsewhere. */
  hint: (nodes: readonly string[]) => void;
  /** Mark the node whose card of details is open. */
  select: (node: string | null) => void;
  /** The card of the node, for putting something beside it. */
  cardOf: (node: string) => SVGGElement | null;
}

interface Pointing {
  chosen: (node: string) => void;
  /** A closed group was chosen, which shall open; without it, it is chosen as a node. */
  grouped?: (group: string) => void;
  hovered: (node: string | null) => void;
}

export function createFilm(pointing: Pointing): Film {
  const frame = find("#film");
  const holder = find("#picture");
  const camera = new Camera(holder);
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
    showNumbers(picture, moment, before);
    showStep(picture, moment);
    if (sameTrace(moment, before) && moment.step !== null) {
      followStep(camera, picture, moment.step);
      if (Math.abs(moment.at - (before?.at ?? 0)) === 1) runPulse(picture, moment, pulse);
    }
  }

  return {
    view,
    camera,
    layout: () => layout,
    setStale: (isStale) => frame.classList.toggle("stale", isStale),
    setBusy: (isBusy) => { frame.ariaBusy = String(isBusy); },
    hint: (nodes) => markCards(picture, nodes, "hinted"),
    select: (node) => markCards(picture, node === null ? [] : [node], "selected"),
    cardOf: (node) => cardOf(picture, node),
  };
}

/** Make the cards reachable: one tab stop for the picture, Up and Down go from card to card, Enter opens. */
function prepare(picture: Picture, pointing: Pointing, bringIntoView: (card: SVGGElement) => void): void {
  const { svg, cards } = picture;
  svg.setAttribute("aria-label", t("page.graph"));
  const elements = cards.map((card) => card.element);
  for (const element of elements) {
    element.setAttribute("role", "button");
    element.setAttribute("tabindex", element === elements[0] ? "0" : "-1");
  }
  const hover = (event: Event | null): void => {
    const node = event === null ? null : (cardAt(event)?.node ?? null);
    markCards(picture, node === null ? [] : [node], "hinted");
    pointing.hovered(node);
  };
  svg.addEventListener("click", (event) => { choose(cardAt(event), pointing); });
  svg.addEventListener("pointerover", hover);
  svg.addEventListener("pointerleave", () => { hover(null); });
  svg.addEventListener("focusin", hover);
  svg.addEventListener("focusout", () => { hover(null); });
  svg.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose(cardAt(event), pointing);
    else if (event.key === "ArrowDown") moveFocus(elements, 1, bringIntoView);
    else if (event.key === "ArrowUp") moveFocus(elements, -1, bringIntoView);
    else return;
    event.preventDefault();
  });
}

/** The node of the card at an event, and the closed group when it is one. */
function cardAt(event: Event): { node?: string; group?: string } | null {
  return (event.target as Element).closest<SVGGElement>("g.node")?.dataset ?? null;
}

function choose(card: ReturnType<typeof cardAt>, { chosen, grouped }: Pointing): void {
  if (card?.group !== undefined && grouped !== undefined) grouped(card.group);
  else if (card?.node !== undefined) chosen(card.node);
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

function runPulse(picture: Picture, moment: Moment, pulse: ReturnType<typeof createPulse>): void {
  const used = new Set(stepsOf(moment).flatMap((step) => step.edges));
  const live = picture.arrows.filter(({ edges }) => edges.some((edge) => used.has(edge)));
  pulse(live.map((arrow) => arrow.element), moment.step?.phase === "backward");
}
