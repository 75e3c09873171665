/** Losses over epochs: the run at hand and the ones kept to compare; a click goes to the moment under it. */
import uPlot from "uplot";
import { h } from "../dom";
import { short } from "../format";
import { t } from "../i18n";
import { aligned, type Curve } from "./curves";
import { ticks } from "./scale";

/** uPlot's numbers for its scales; its enum has no existence at run time. */
const SCALES = { straight: 1, logarithmic: 3 } as unknown as Record<"straight" | "logarithmic", uPlot.Scale.Distr>;

/** Pixels between the cursor and what is said about it. */
const TIP_GAP = 12;
/** … and at least between that and the edge of the window. */
const TIP_EDGE = 6;

/** More powers of ten than this would stand too close on the loss axis. */
const MOST_POWERS = 8;

interface Actions {
  /** A place on the epoch axis, with fractions. */
  chosen: (epoch: number) => void;
}

export interface LossChart {
  draw: (curves: Curve[], epochs: number) => void;
  /** Mark the moment on the screen; null for none. */
  mark: (epoch: number | null, loss: number | null) => void;
  setLog: (axis: "x" | "y", isLog: boolean) => void;
}

export function createLossChart(host: HTMLElement, { chosen }: Actions): LossChart {
  const isLog = { x: false, y: true };
  let shown: { curves: Curve[]; epochs: number } = { curves: [], epochs: 1 };
  let moment: { epoch: number; loss: number | null } | null = null;
  let plot: uPlot | null = null;
  let built = "";
  const tip = h("div", { class: "chart-tip", hidden: true });

  function build(): void {
    plot?.destroy();
    const hooks = { setCursor: [(u: uPlot) => { showTip(u, tip, shown.curves); }], draw: [(u: uPlot) => { drawMoment(u, moment); }] };
    plot = new uPlot({ ...options(host, shown.curves, isLog, () => shown.epochs), hooks }, aligned(shown.curves, isLog.x), host);
    plot.over.append(tip);
    plot.over.addEventListener("click", (event) => {
      if (plot !== null) chosen(plot.posToVal(event.offsetX, "x"));
    });
  }
  function redraw(): void {
    if (host.clientWidth === 0) return;
    const form = JSON.stringify([isLog, shown.curves.map(({ name, className }) => [name, className])]);
    if (plot === null || form !== built) build();
    else plot.setData(aligned(shown.curves, isLog.x));
    built = form;
  }
  function rebuild(): void {
    built = "";
    redraw();
  }
  new ResizeObserver(() => {
    if (plot === null) redraw();
    else plot.setSize(sizeOf(host));
  }).observe(host);
  new MutationObserver(rebuild).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return {
    draw(curves, epochs) {
      shown = { curves, epochs };
      redraw();
    },
    mark(epoch, loss) {
      moment = epoch === null ? null : { epoch, loss };
      plot?.redraw(false);
    },
    setLog(axis, value) {
      isLog[axis] = value;
      rebuild();
    },
  };
}

function sizeOf(host: HTMLElement): { width: number; height: number } {
  return { width: Math.max(120, host.clientWidth), height: Math.max(120, host.clientHeight) };
}

function options(host: HTMLElement, curves: Curve[], isLog: { x: boolean; y: boolean }, epochs: () => number): uPlot.Options {
  const style = getComputedStyle(host);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--mut"), font: "12px Inter, system-ui, sans-serif", ticks: { show: false } };
  const numbers = (_u: uPlot, values: (number | null)[]): string[] => values.map((value) => (value === null ? "" : short(value)));
  return {
    ...sizeOf(host),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 7 } },
    scales: {
      x: { time: false, distr: isLog.x ? SCALES.logarithmic : SCALES.straight, range: () => [isLog.x ? 1 : 0, Math.max(epochs(), 2)] },
      y: { distr: isLog.y ? SCALES.logarithmic : SCALES.straight, range: (_u, low, high) => loss(low, high, isLog.y) },
    },
    axes: [
      { ...axis, size: 24, grid: { show: false }, values: numbers },
      { ...axis, size: 44, grid: { stroke: colour("--line"), width: 1 }, values: numbers, filter: (_u, all) => all, incrs: enough, splits: (_u, _axis, low, high) => splits(low, high, isLog.y) },
    ],
    series: [{}, ...curves.map((curve): uPlot.Series => ({ stroke: colour(`--${curve.className}`), width: 2, spanGaps: true, points: { show: (u, at) => Array.from(u.data[at] ?? []).filter((loss) => loss !== null).length === 1 }, ...(curve.isTest && { dash: [4, 4], width: 1.5 }) }))],
  };
}

/** The range of the loss axis, with a little room; from 0 on when it is linear. */
function loss(low: number | null, high: number | null, isLog: boolean): [number, number] {
  if (low === null || high === null) return isLog ? [0.1, 10] : [0, 1];
  const room = low === high ? 4 : 1.25; // around a single loss, room for a round number on the axis
  return isLog ? [low / room, high * room] : [0, high * 1.05];
}

/** An axis without an increment that leaves room for its numbers is not drawn; `splits` leaves room for them. */
function enough(_u: uPlot, _axis: number, low: number, high: number): number[] {
  return [Math.max(5, high - low)];
}

/** Round numbers on the loss axis: 1, 2, 5 within a power of ten, or only powers, of a diverging run few of them. */
function splits(low: number, high: number, isLog: boolean): number[] {
  if (!isLog) return ticks([low, high], 4);
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const stride = Math.ceil((last - first) / MOST_POWERS);
  const powers = Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, at) => 10 ** (first + at * stride));
  const factors = powers.length > 4 ? [1] : powers.length > 3 ? [1, 3] : [1, 2, 5];
  return powers.flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(2)))).filter((value) => value >= low && value <= high);
}

/** Beside the cursor, and whole: in a narrow window it lies over the cursor's line. */
function showTip(u: uPlot, tip: HTMLElement, curves: Curve[]): void {
  const at = u.cursor.idx;
  tip.hidden = at == null || (u.cursor.left ?? -1) < 0;
  if (tip.hidden || at == null) return;
  const rows = curves.map(({ name, points, className }) => {
    const epoch = u.data[0][at] ?? 0;
    const found = [...points].reverse().find((point) => point[0] <= epoch);
    return found === undefined ? null : h("span", { class: className }, t("page.labelled", { label: name, value: short(found[1]) }));
  });
  tip.replaceChildren(h("b", {}, t("network.epoch_at", { epoch: short(u.data[0][at] ?? 0) })), ...rows.filter((row) => row !== null));
  const [cursor, { left, width }] = [u.cursor.left ?? 0, u.over.getBoundingClientRect()];
  const beside = cursor > width / 2 ? cursor - tip.offsetWidth - TIP_GAP : cursor + TIP_GAP;
  const room = document.documentElement.clientWidth - left - tip.offsetWidth;
  tip.style.setProperty("left", `${Math.max(TIP_EDGE - left, Math.min(beside, room - TIP_EDGE))}px`);
}

/** A dashed line where the moment is, a dot on the curve, and its loss. */
function drawMoment(u: uPlot, moment: { epoch: number; loss: number | null } | null): void {
  if (moment === null) return;
  const style = getComputedStyle(u.root);
  const { ctx, bbox } = u;
  const x = u.valToPos(Math.max(moment.epoch, u.scales.x?.min ?? 0), "x", true);
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = style.getPropertyValue("--accent");
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.lineWidth = ratio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (moment.loss !== null && Number.isFinite(moment.loss) && moment.loss > 0) drawLoss(u, x, moment.loss, ratio);
  ctx.restore();
}

function drawLoss(u: uPlot, x: number, value: number, ratio: number): void {
  const { ctx, bbox } = u;
  const y = u.valToPos(value, "y", true);
  ctx.beginPath();
  ctx.arc(x, y, 4.5 * ratio, 0, 2 * Math.PI);
  ctx.fill();
  const isRight = x > bbox.left + 0.75 * bbox.width;
  ctx.font = `600 ${12 * ratio}px Inter, system-ui, sans-serif`;
  ctx.textAlign = isRight ? "right" : "left";
  ctx.fillText(short(value), x + (isRight ? -8 : 8) * ratio, Math.max(y - 8 * ratio, bbox.top + 12 * ratio));
}
