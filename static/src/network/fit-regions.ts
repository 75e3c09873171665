/** Decision regions over two inputs as an image, the data on top: a shape and a colour for each class. */
import { short } from "../format";
import { t } from "../i18n";
import { extent, padded, scale, ticks, type Scale } from "./scale";
import { s } from "./svg";
import type { DataSet, RegionFit, Sample } from "./types";

const SIZE = { width: 380, height: 276 };
const ROOM = { left: 42, right: 10, top: 8, bottom: 25 };
const PLOT = { x: ROOM.left, y: ROOM.top, width: SIZE.width - ROOM.left - ROOM.right, height: SIZE.height - ROOM.top - ROOM.bottom };
/** Marks of the classes: circle, square, triangle. */
const SHAPES = ["M-3.4,0a3.4,3.4 0 1 0 6.8,0a3.4,3.4 0 1 0 -6.8,0z", "M-3,-3h6v6h-6z", "M0,-3.9L3.7,2.8H-3.7z"];

export interface Regions {
  readonly element: SVGSVGElement;
  draw: (data: DataSet, fit: RegionFit | null, sample: Sample | null) => void;
}

export function createRegions(): Regions {
  const canvas = document.createElement("canvas");
  const image = s("image", { ...PLOT, preserveAspectRatio: "none" });
  const [ground, dots, here] = [s("g"), s("g"), s("g")];
  const element = s("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", class: "curve" }, image, ground, dots, here);
  let drawn: DataSet | null = null;
  let axes: { x: Scale; y: Scale } | null = null;
  return {
    element,
    draw(data, fit, sample) {
      if (data !== drawn || axes === null) {
        axes = axesOf(data, fit);
        ground.replaceChildren(...grid(axes));
        dots.replaceChildren(...points(data, axes));
        drawn = fit === null ? null : data;
      }
      image.setAttribute("href", fit === null ? "" : painted(canvas, fit, element));
      here.replaceChildren(...mark(data, sample, axes));
      element.setAttribute("aria-label", t("network.regions_label", { points: data.target.length }));
    },
  };
}

/** The regions' square, once they are known: both lie on each other then. */
function axesOf(data: DataSet, fit: RegionFit | null): { x: Scale; y: Scale } {
  const [first = [], second = []] = Object.values(data.inputs);
  const x = fit?.x ?? padded(extent(first), 0.1);
  const y = fit?.y ?? padded(extent(second), 0.1);
  return { x: scale(...x, PLOT.x, PLOT.x + PLOT.width), y: scale(...y, PLOT.y + PLOT.height, PLOT.y) };
}

function grid({ x, y }: { x: Scale; y: Scale }): SVGElement[] {
  return [
    s("rect", { ...PLOT, class: "frame" }),
    ...ticks([x.from, x.to], 5).map((value) => s("text", { x: x(value), y: SIZE.height - 6, class: "axis-text middle" }, short(value))),
    ...ticks([y.from, y.to], 4).map((value) => s("text", { x: PLOT.x - 6, y: y(value) + 4, class: "axis-text end" }, short(value))),
  ];
}

function points(data: DataSet, axes: { x: Scale; y: Scale }): SVGElement[] {
  const test = new Set(data.test);
  return data.target.map((target, index) => point(data, index, axes, `class-${target} ${test.has(index) ? "hollow" : ""}`));
}

function point({ inputs, target }: DataSet, index: number, { x, y }: { x: Scale; y: Scale }, className: string): SVGElement {
  const [first = [], second = []] = Object.values(inputs);
  const shape = SHAPES[Number(target[index]) % SHAPES.length] ?? "";
  return s("path", { d: shape, transform: `translate(${x(first[index] ?? 0)},${y(second[index] ?? 0)})`, class: `point classified ${className}` });
}

function mark(data: DataSet, sample: Sample | null, { x, y }: { x: Scale; y: Scale }): SVGElement[] {
  if (sample === null) return [];
  const [first = [], second = []] = Object.values(data.inputs);
  return [s("circle", { cx: x(first[sample.index] ?? NaN), cy: y(second[sample.index] ?? NaN), r: 7.5, class: "ring" })];
}

/** One pixel a point of the grid, which the browser makes larger smoothly; rows of the fit begin at the lowest y. */
function painted(canvas: HTMLCanvasElement, { columns, classes, confidence }: RegionFit, host: Element): string {
  const rows = classes.length / columns;
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (context === null) return "";
  const image = context.createImageData(columns, rows);
  const colours = classColours(host);
  classes.forEach((chosen, at) => {
    const place = 4 * ((rows - 1 - Math.floor(at / columns)) * columns + (at % columns));
    image.data.set([...(colours[chosen % colours.length] ?? [0, 0, 0]), 30 + 150 * (confidence[at] ?? 0)], place);
  });
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** The classes' colours in the theme of the page, as red, green, blue. */
function classColours(element: Element): number[][] {
  const style = getComputedStyle(element);
  return ["--class-0", "--class-1", "--class-2"].map((name) => rgb(style.getPropertyValue(name)));
}

function rgb(hex: string): number[] {
  const digits = hex.trim().replace("#", "");
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
}
