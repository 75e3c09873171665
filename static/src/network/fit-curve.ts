/** Data of one input with the truth, the prediction, and what each neuron of the last hidden layer adds. */
import { short } from "../format";
import { t } from "../i18n";
import { extent, padded, scale, ticks, type Scale } from "./scale";
import { path, s } from "./svg";
import type { CurveFit, DataSet, Frame, Sample } from "./types";

const SIZE = { width: 380, height: 276 };
const ROOM = { left: 46, right: 12, top: 10, bottom: 26 };

interface Axes {
  x: Scale;
  y: Scale;
}

export interface Curve {
  readonly element: SVGSVGElement;
  draw: (data: DataSet, frame: Frame | null, sample: Sample | null) => void;
}

export function createCurve(): Curve {
  const [ground, dots, lines, here] = [s("g"), s("g"), s("g"), s("g")];
  const plot = s("rect", { x: ROOM.left, y: ROOM.top, width: SIZE.width - ROOM.left - ROOM.right, height: SIZE.height - ROOM.top - ROOM.bottom });
  const clip = s("clipPath", { id: "fit-plot" }, plot);
  lines.setAttribute("clip-path", "url(#fit-plot)");
  const element = s("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", class: "curve" }, clip, ground, dots, lines, here);
  let drawn: DataSet | null = null;
  let axes: Axes | null = null;
  return {
    element,
    draw(data, frame, sample) {
      if (data !== drawn || axes === null) {
        axes = axesOf(data);
        ground.replaceChildren(...grid(axes), truth(data, axes));
        dots.replaceChildren(...points(data, axes));
        drawn = data;
      }
      const fit = frame?.fit?.kind === "curve" ? frame.fit : null;
      lines.replaceChildren(...(fit === null ? [] : curves(fit, axes, frame)));
      here.replaceChildren(...(sample === null ? [] : mark(data, fit, sample, axes)));
      element.setAttribute("aria-label", t(fit === null ? "network.fit_data_label" : "network.fit_label", { points: data.target.length }));
    },
  };
}

/** The picture keeps its axes while a curve moves: only the data decide them. */
function axesOf(data: DataSet): Axes {
  const x = extent([...xs(data), ...(data.truth?.x ?? [])]);
  const y = padded(extent([...data.target, ...(data.truth?.y ?? [])]), 0.12);
  return {
    x: scale(...x, ROOM.left, SIZE.width - ROOM.right),
    y: scale(...y, SIZE.height - ROOM.bottom, ROOM.top),
  };
}

function xs({ inputs }: DataSet): number[] {
  return Object.values(inputs)[0] ?? [];
}

function grid({ x, y }: Axes): SVGElement[] {
  const [left, right, bottom] = [ROOM.left, SIZE.width - ROOM.right, SIZE.height - ROOM.bottom];
  return [
    ...ticks([y.from, y.to], 4).flatMap((value) => [
      s("line", { x1: left, x2: right, y1: y(value), y2: y(value), class: "grid" }),
      s("text", { x: left - 6, y: y(value) + 4, class: "axis-text end" }, short(value)),
    ]),
    ...ticks([x.from, x.to], 5).map((value) => s("text", { x: x(value), y: bottom + 19, class: "axis-text middle" }, short(value))),
  ];
}

function truth({ truth: line }: DataSet, { x, y }: Axes): SVGElement {
  return s("path", { d: line === null ? "" : path(line.x.map((at, index) => [x(at), y(line.y[index] ?? NaN)])), class: "truth" });
}

function points(data: DataSet, { x, y }: Axes): SVGElement[] {
  const test = new Set(data.test);
  return xs(data).map((at, index) => s("circle", { cx: x(at), cy: y(data.target[index] ?? 0), r: 3, class: test.has(index) ? "point hollow" : "point" }));
}

function curves(fit: CurveFit, axes: Axes, frame: Frame | null): SVGElement[] {
  const last = (frame?.layers?.length ?? 0) - 2;
  const dead = new Set(frame?.neurons.filter(({ layer, code }) => layer === last && code === "dead").map(({ neuron }) => neuron));
  return [
    ...fit.parts.map((part, at) => s("path", { d: line(fit.x, part, axes), class: dead.has(at) ? "part idle" : "part" }, s("title", {}, t("network.part", { number: at + 1 })))),
    s("path", { d: line(fit.x, fit.prediction, axes), class: "prediction" }),
  ];
}

/** Far outside the picture a line is cut: browsers do not draw at 1e30. */
function line(at: number[], values: CurveFit["prediction"], { x, y }: Axes): string {
  const clamp = (place: number): number => Math.max(-2 * SIZE.height, Math.min(3 * SIZE.height, place));
  return path(at.map((value, index) => [x(value), clamp(y(Number(values[index])))]));
}

/** The sample of the moment, and how far the prediction is from it. */
function mark(data: DataSet, fit: CurveFit | null, { index }: Sample, { x, y }: Axes): SVGElement[] {
  const [at, target] = [xs(data)[index], data.target[index]];
  if (at === undefined || target === undefined) return [];
  const predicted = fit === null ? NaN : between(fit, at);
  const residual = s("line", { x1: x(at), x2: x(at), y1: y(target), y2: y(Number.isFinite(predicted) ? predicted : target), class: "residual", "clip-path": "url(#fit-plot)" });
  return [residual, s("circle", { cx: x(at), cy: y(target), r: 5, class: "here" })];
}

/** The prediction at `at`, on the straight line between its neighbours. */
function between({ x, prediction }: CurveFit, at: number): number {
  const right = x.findIndex((value) => value >= at);
  const left = Math.max(0, right - 1);
  const [x0 = 0, x1 = 0] = [x[left], x[right]];
  const [y0, y1] = [Number(prediction[left]), Number(prediction[right])];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (at - x0)) / (x1 - x0);
}
