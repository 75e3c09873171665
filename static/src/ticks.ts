/** The stops of the walk as ticks, and the slider over them: it carries keyboard and screen reader, the ticks the pointer. */
import { find, h, setText } from "./dom";
import { t } from "./i18n";
import type { Player } from "./player";
import type { Moment } from "./state";
import type { Phase, Trace } from "./timeline";
import { sameTrace, type Walk } from "./walk";

const PHASES: Phase[] = ["forward", "backward", "update"];
/** More ticks than this stand without gaps. */
const DENSE = 160;

export function connectTicks(walk: Walk, player: Player): void {
  const slider = find<HTMLInputElement>("#step-slider");
  const ticks = find("#ticks");
  const goTo = (at: number): void => {
    player.stop();
    walk.goToStop(at);
  };
  slider.addEventListener("input", () => { goTo(Number(slider.value)); });
  ticks.addEventListener("pointerdown", (event) => {
    ticks.setPointerCapture(event.pointerId);
    slider.focus();
    event.preventDefault();
    goTo(stopUnder(ticks, Number(slider.max), event));
  });
  ticks.addEventListener("pointermove", (event) => {
    if (ticks.hasPointerCapture(event.pointerId)) goTo(stopUnder(ticks, Number(slider.max), event));
  });
  walk.onMoment((moment, before) => {
    const isSame = sameTrace(moment, before);
    if (!isSame) drawTicks(ticks, moment.trace);
    showSlider(slider, moment);
    showTicks(ticks, moment.at, isSame ? (before?.at ?? 0) : 0);
    showPhases(ticks, moment);
  });
}

/** The first tick stands for stop 1; left of it is the start. */
function stopUnder(ticks: HTMLElement, count: number, event: PointerEvent): number {
  const { left, width } = ticks.getBoundingClientRect();
  return Math.floor(((event.clientX - left) / width) * count) + 1;
}

function drawTicks(ticks: HTMLElement, { timeline, stops }: Trace): void {
  const phases = PHASES.map((phase) => {
    const here = stops.filter((stop) => timeline.steps[stop.from]?.phase === phase);
    const count = here.length;
    const marks = here.map(({ group }) => h("i", { class: group === null ? "" : "many" }));
    const group = h("div", { class: `phase ${phase}`, hidden: count === 0 }, h("span", { class: "phase-name" }), h("div", { class: "phase-ticks" }, ...marks));
    group.style.setProperty("--count", String(count));
    return group;
  });
  ticks.classList.toggle("dense", stops.length > DENSE);
  ticks.replaceChildren(...phases);
}

/** Only the ticks between the stop before and the new one look different. */
function showTicks(ticks: HTMLElement, at: number, before: number): void {
  const all = ticks.querySelectorAll("i");
  for (let index = Math.max(0, Math.min(at, before) - 1); index < Math.max(at, before); index += 1) {
    all[index]?.classList.toggle("now", index + 1 === at);
    all[index]?.classList.toggle("done", index + 1 < at);
  }
}

function showPhases(ticks: HTMLElement, { at: k, step, trace }: Moment): void {
  const count = trace.stops.length;
  const current = step?.phase ?? "forward";
  PHASES.forEach((phase, at) => {
    const label = ticks.querySelector(`.${phase} .phase-name`);
    const name = t(`page.phase.${phase}`);
    const isDone = at < PHASES.indexOf(current);
    label?.classList.toggle("current", phase === current);
    setText(label, phase === current ? t("page.phase_at", { phase: name, k, count }) : isDone ? `${name} ✓` : name);
  });
}

function showSlider(slider: HTMLInputElement, { at: k, step, trace }: Moment): void {
  const count = trace.stops.length;
  slider.max = String(count);
  slider.value = String(k);
  const phase = t(`page.phase.${step?.phase ?? "start"}`);
  slider.setAttribute("aria-valuetext", t("page.phase_at", { phase, k, count }));
}
