/** The controls of the walk: the buttons, and play with a speed. */
import { find } from "./dom";
import { t } from "./i18n";
import type { Moment } from "./state";
import type { Walk } from "./walk";

const SECONDS_A_STEP = 1.2;

export interface Player {
  toggle: () => void;
  stop: () => void;
}

export function createPlayer(walk: Walk): Player {
  const player = playing(walk);
  const moves: Record<string, () => void> = {
    "#step-first": () => { walk.goTo(0); },
    "#step-previous": () => { moveBy(walk, -1); },
    "#step-next": () => { moveBy(walk, 1); },
    "#step-last": () => { walk.goTo(Infinity); },
  };
  for (const [button, move] of Object.entries(moves)) {
    find(button).addEventListener("click", () => {
      player.stop();
      move();
    });
  }
  find("#step-play").addEventListener("click", player.toggle);
  walk.onMoment(showEnds);
  return player;
}

export function moveBy(walk: Walk, stops: number): void {
  if (walk.moment !== null) walk.goToStop(walk.moment.at + stops);
}

/** Play and pause: one step after the other until the end; at the end it begins anew. */
function playing(walk: Walk): Player {
  const button = find<HTMLButtonElement>("#step-play");
  const speed = find<HTMLSelectElement>("#speed");
  let timer: number | null = null;

  function become(next: number | null): void {
    if (timer !== null) clearTimeout(timer);
    timer = next;
    button.setAttribute("aria-label", t(timer === null ? "page.play" : "page.pause"));
    button.classList.toggle("playing", timer !== null);
  }
  function advance(): void {
    moveBy(walk, 1);
    const wait = (SECONDS_A_STEP * 1000) / Number(speed.value);
    become(isAtEnd(walk) ? null : window.setTimeout(advance, wait));
  }
  function toggle(): void {
    if (timer !== null) {
      become(null);
      return;
    }
    if (isAtEnd(walk)) walk.goTo(0);
    advance();
  }
  return { toggle, stop: () => { become(null); } };
}

function isAtEnd({ moment }: Walk): boolean {
  return moment === null || moment.at >= moment.trace.stops.length;
}

/** Buttons that would do nothing say so, but keep the focus of whoever is pressing them. */
function showEnds({ at, trace }: Moment): void {
  const last = trace.stops.length;
  for (const id of ["#step-first", "#step-previous"]) find(id).setAttribute("aria-disabled", String(at === 0));
  for (const id of ["#step-next", "#step-last"]) find(id).setAttribute("aria-disabled", String(at === last));
}
