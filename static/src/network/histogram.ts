/** How large the gradients of each layer are: one row of bars a layer, all on one axis. */
import { h } from "../dom";
import { short } from "../format";
import { t } from "../i18n";
import { scale, ticks } from "./scale";
import { s } from "./svg";
import type { Histogram } from "./types";

const SIZE = { width: 380, height: 236 };
const ROOM = { left: 50, right: 10, top: 6, bottom: 26 };

export function drawHistogram(host: HTMLElement, histogram: Histogram[]): void {
  if (histogram.length === 0) {
    host.replaceChildren(h("p", { class: "nothing" }, t("network.histogram_none")));
    return;
  }
  const edges = histogram[0]?.edges ?? [];
  const x = scale(edges[0] ?? -1, edges.at(-1) ?? 1, ROOM.left, SIZE.width - ROOM.right);
  const height = (SIZE.height - ROOM.top - ROOM.bottom) / histogram.length;
  const rows = histogram.flatMap((row, at) => bars(row, x, ROOM.top + at * height, height));
  const numbers = ticks([x.from, x.to], 4).map((value) => s("text", { x: x(value), y: SIZE.height - 8, class: "axis-text middle" }, short(value)));
  const zero = s("line", { x1: x(0), x2: x(0), y1: ROOM.top, y2: SIZE.height - ROOM.bottom, class: "zero" });
  const svg = s("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", class: "histogram", "aria-label": t("network.histogram_label") }, zero, ...rows, ...numbers);
  host.replaceChildren(svg);
}

function bars({ layer, edges, counts }: Histogram, x: (value: number) => number, top: number, height: number): SVGElement[] {
  const largest = Math.max(1, ...counts);
  const bottom = top + height - 3;
  const rects = counts.map((count, at) => {
    const [left, right] = [x(edges[at] ?? 0), x(edges[at + 1] ?? 0)];
    const size = (height - 9) * (count / largest);
    return s("rect", { x: left + 0.5, y: bottom - size, width: Math.max(0.5, right - left - 1), height: size, class: "bar" }, s("title", {}, t("page.labelled", { label: `${short(edges[at] ?? 0)} … ${short(edges[at + 1] ?? 0)}`, value: count })));
  });
  return [
    s("line", { x1: ROOM.left, x2: SIZE.width - ROOM.right, y1: bottom, y2: bottom, class: "grid" }),
    ...rects,
    s("text", { x: ROOM.left - 8, y: top + height / 2 + 4, class: "axis-text end mono" }, layer),
  ];
}
