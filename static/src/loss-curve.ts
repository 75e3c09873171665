/** The output over the updates done so far, small: a dot for every update. */
import uPlot from "uplot";
import { short, toNumber } from "./format";
import type { Scalar } from "./timeline";

const HEIGHT = 84;
/** More updates than this stand as a line without dots. */
const MOST_DOTS = 40;

let plot: uPlot | null = null;

/** Draw the curve, anew also when the colours of the page or its width change. */
export function drawLossCurve(host: HTMLElement, outputs: readonly Scalar[]): void {
  if (plot === null) followThePage(host);
  const ys = outputs.map((output) => drawable(toNumber(output)));
  plot?.destroy();
  plot = new uPlot(options(host, outputs.length), [ys.map((_, at) => at), ys], host);
}

function followThePage(host: HTMLElement): void {
  new ResizeObserver(() => { if (host.clientWidth > 0) plot?.setSize(sizeOf(host)); }).observe(host);
  new MutationObserver(() => {
    if (plot === null) return;
    const { data } = plot;
    plot.destroy();
    plot = new uPlot(options(host, data[0].length), data, host);
  }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

function drawable(output: number): number | null {
  return Number.isFinite(output) ? output : null;
}

function sizeOf(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(160, host.clientWidth), height: HEIGHT };
}

function options(host: HTMLElement, count: number): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const numbers = (_u: uPlot, values: number[]): string[] => values.map((value) => short(value));
  const axis = { stroke: colour("--mut"), font: "12px Inter, system-ui, sans-serif", ticks: { show: false }, values: numbers };
  const dots = { show: count <= MOST_DOTS, size: 5, fill: colour("--val") };
  return {
    ...sizeOf(host),
    padding: [6, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: () => [0, Math.max(count - 1, 4)] } },
    axes: [
      { ...axis, size: 20, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], space: 30 },
      { ...axis, size: 52, space: 24, grid: { stroke: colour("--line"), width: 1 } },
    ],
    series: [{}, { stroke: colour("--val"), width: 2, points: dots }],
  };
}
