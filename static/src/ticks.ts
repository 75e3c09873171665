/** The steps as ticks, and the slider over them: it carries keyboard and screen reader, the ticks the pointer. */
import { find, h, setText } from "./dom";
import { t } from "./i18n";
import type { Player } from "./player";
import type { Moment } from "./state";
import type { Phase, Timeline } from "./timeline";
import { sameTrace, type Walk } from "./walk";

const PHASES: Phase[] = ["forward", "backward", "update"];
/** More ticks than this stand without gaps. */
const DENSE = 160;

export function connectTicks(walk: Walk, player: Player): void {
  const slider = find<HTMLInputElement>("#step-slider");
  const ticks = find("#ticks");
  const goTo = (k: number): void => {
    player.stop();
    walk.goTo(k);
  };
  slider.addEventListener("input", () => { goTo(Number(slider.value)); });
  ticks.addEventListener("pointerdown", (event) => {
    ticks.setPointerCapture(event.pointerId);
    slider.focus();
    event.preventDefault();
    goTo(stepUnder(ticks, Number(slider.max), event));
  });
  ticks.addEventListener("pointermove", (event) => {
    if (ticks.hasPointerCapture(event.pointerId)) goTo(stepUnder(ticks, Number(slider.max), event));
  });
  walk.onMoment((moment, before) => {
    if (!sameTrace(moment, before)) drawTicks(ticks, moment.trace.timeline);
    showSlider(slider, moment);
    showTicks(ticks, moment);
    showPhases(ticks, moment);
  });
}

/** The first tick stands for step 1; left of it is the start. */
function stepUnder(ticks: HTMLElement, count: number, event: PointerEvent): number {
  const { left, width } = ticks.getBoundingClientRect();
  return Math.floor(((event.clientX - left) / width) * count) + 1;
}

function drawTicks(ticks: HTMLElement, timeline: Timeline): void {
  const phases = PHASES.map((phase) => {
    const count = timeline.steps.filter((step) => step.phase === phase).length;
    const marks = Array.from({ length: count }, () => h("i"));
    const group = h("div", { class: `phase ${phase}`, hidden: count === 0 }, h("span", { class: "phase-name" }), h("div", { class: "phase-ticks" }, ...marks));
    group.style.setProperty("--count", String(count));
    return group;
  });
  ticks.classList.toggle("dense", timeline.steps.length > DENSE);
  ticks.replaceChildren(...phases);
}

function showTicks(ticks: HTMLElement, { k }: Moment): void {
  ticks.querySelectorAll("i").forEach((tick, at) => {
    tick.className = at + 1 === k ? "now" : at < k ? "done" : "";
  });
}

function showPhases(ticks: HTMLElement, { k, step, trace }: Moment): void {
  const count = trace.timeline.steps.length;
  const current = step?.phase ?? "forward";
  PHASES.forEach((phase, at) => {
    const label = ticks.querySelector(`.${phase} .phase-name`);
    const name = t(`page.phase.${phase}`);
    const isDone = at < PHASES.indexOf(current);
    label?.classList.toggle("current", phase === current);
    setText(label, phase === current ? t("page.phase_at", { phase: name, k, count }) : isDone ? `${name} ✓` : name);
  });
}

function showSlider(slider: HTMLInputElement, { k, step, trace }: Moment): void {
  const count = trace.timeline.steps.length;
  slider.max = String(count);
  slider.value = String(k);
  const phase = t(`page.phase.${step?.phase ?? "start"}`);
  slider.setAttribute("aria-valuetext", t("page.phase_at", { phase, k, count }));
}
