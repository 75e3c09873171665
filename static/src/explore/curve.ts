/** The error of the central difference against its step, both on logarithmic scales. */
import uPlot from "uplot";
import { short, toNumber } from "../format";
import { t } from "../i18n";
import type { Wiggle } from "./answers";

/** uPlot's number for a logarithmic scale; its enum has no existence at run time. */
const LOGARITHMIC = 3 as unknown as uPlot.Scale.Distr;
const HEIGHT = 190;

const plots = new WeakMap<HTMLElement, uPlot>();

export function drawCurve(host: HTMLElement, { leaf, curve }: Wiggle): void {
  const points = curve.map(({ step, error }): [number, number] => [toNumber(step), toNumber(error)]).reverse();
  plots.get(host)?.destroy();
  plots.set(host, new uPlot(options(host), [points.map(([step]) => step), points.map(([, error]) => drawable(error))], host));
  host.setAttribute("aria-label", labelOf(leaf, points));
}

/** A logarithm shows neither 0 (no error at all) nor what is no number. */
function drawable(error: number): number | null {
  return error > 0 && Number.isFinite(error) ? error : null;
}

function labelOf(leaf: string, points: [number, number][]): string {
  const finite = points.filter(([, error]) => Number.isFinite(error));
  const best = finite.reduce<[number, number] | null>((least, point) => (least === null || point[1] < least[1] ? point : least), null);
  if (best === null) return t("explore.curve.undefined", { leaf });
  return t("explore.curve.label", { leaf, step: short(best[0]), error: short(best[1]) });
}

function options(host: HTMLElement): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const numbers = (_u: uPlot, values: number[]): string[] => values.map((value) => short(value));
  const splits = (_u: uPlot, _axis: number, low: number, high: number): number[] => evenPowers(low, high);
  const axis = { stroke: colour("--mut"), font: "11px Inter, system-ui, sans-serif", ticks: { show: false }, grid: { stroke: colour("--line"), width: 1 }, values: numbers, splits, filter: (_u: uPlot, all: number[]) => all };
  return {
    width: Math.max(200, host.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, distr: LOGARITHMIC }, y: { distr: LOGARITHMIC } },
    axes: [
      { ...axis, size: 40, label: t("explore.curve.step"), labelSize: 16, labelFont: axis.font },
      { ...axis, size: 52, label: t("explore.curve.error"), labelSize: 16, labelFont: axis.font },
    ],
    series: [{}, { stroke: colour("--grad"), width: 2, points: { show: true, size: 5, fill: colour("--grad") } }],
  };
}

/** 1e−4, 0.01, 1: one line for every hundredfold. */
export function evenPowers(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) / 2);
  const last = Math.floor(Math.log10(high) / 2);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(`1e${2 * (first + at)}`));
}
