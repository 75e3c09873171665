/** The same training from 16 starts: where each of them ends, sorted, as one picture. */
import { h } from "../dom";
import { short, toNumber } from "../format";
import { t } from "../i18n";
import { s } from "./svg";
import type { TriedStart } from "./types";

const SIZE = { width: 380, height: 276 };
const ROOM = { left: 52, right: 12, top: 14, bottom: 42 };

export interface Starts {
  draw: (tried: TriedStart[], count: number) => void;
}

export function createStarts(host: HTMLElement, take: (seed: number) => void): Starts {
  return {
    draw(tried, count) {
      const sorted = [...tried].sort((a, b) => order(a) - order(b));
      const finite = sorted.filter(({ diverged }) => !diverged).map(({ loss }) => toNumber(loss));
      const y = logScale(finite);
      const step = (SIZE.width - ROOM.left - ROOM.right) / count;
      const marks = sorted.map((start, at) => mark(start, ROOM.left + (at + 0.5) * step, y, take));
      const caption = s("text", { x: (SIZE.width + ROOM.left) / 2, y: SIZE.height - 4, class: "axis-text middle" }, t("network.starts_axis"));
      const svg = s("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "starts", role: "group", "aria-label": t("network.starts_label") }, ...lines(y), ...marks, caption);
      host.replaceChildren(tried.length === 0 ? h("p", { class: "nothing" }, t("network.starts_running")) : svg);
    },
  };
}

function order({ diverged, loss }: TriedStart): number {
  return diverged ? Infinity : toNumber(loss);
}

interface LogScale {
  place: (value: number) => number;
  marks: number[];
}

function logScale(values: number[]): LogScale {
  const positive = values.filter((value) => value > 0);
  const low = Math.min(...positive, 1) / 1.4;
  const high = Math.max(...positive, 0.01) * 1.4;
  const [top, bottom] = [ROOM.top, SIZE.height - ROOM.bottom];
  const share = (value: number): number => (Math.log(Math.max(value, low)) - Math.log(low)) / (Math.log(high) - Math.log(low));
  const powers = Array.from({ length: 40 }, (_, at) => at - 30).flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`)));
  const inside = powers.filter((value) => value > low && value < high);
  return { place: (value) => bottom - (bottom - top) * share(value), marks: inside.length > 7 ? inside.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9)))) : inside };
}

function lines({ place, marks }: LogScale): SVGElement[] {
  return marks.flatMap((value) => [
    s("line", { x1: ROOM.left, x2: SIZE.width - ROOM.right, y1: place(value), y2: place(value), class: "grid" }),
    s("text", { x: ROOM.left - 6, y: place(value) + 4, class: "axis-text end" }, short(value)),
  ]);
}

/** A start that can be taken: a click trains from it. */
function mark(start: TriedStart, x: number, { place }: LogScale, take: (seed: number) => void): SVGElement {
  const label = t(start.diverged ? "network.start_diverged" : "network.start_ended", { seed: start.seed, loss: short(start.loss) });
  const y = start.diverged ? ROOM.top : place(toNumber(start.loss));
  const element = s(
    "g",
    { class: start.diverged ? "start diverged" : "start", role: "button", tabindex: 0, "aria-label": label },
    s("title", {}, label),
    s("rect", { x: x - 11, y: ROOM.top, width: 22, height: SIZE.height - ROOM.top - 22, class: "hit" }),
    s("line", { x1: x, x2: x, y1: SIZE.height - ROOM.bottom, y2: y, class: "stem" }),
    s("circle", { cx: x, cy: y, r: 5.5 }),
    s("text", { x, y: SIZE.height - ROOM.bottom + 15, class: "axis-text middle" }, String(start.seed)),
  );
  element.addEventListener("click", () => take(start.seed));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") take(start.seed);
    else return;
    event.preventDefault();
  });
  return element;
}
