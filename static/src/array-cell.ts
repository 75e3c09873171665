/** Arrays in a table cell: as few numbers as fit, else a heat map; a click shows all numbers, to read and to copy. */
import { entriesOf, shapeOf, shapeText, sheetsOf } from "./arrays";
import { find, h, setText } from "./dom";
import { full, short, shown, summary } from "./format";
import { t } from "./i18n";
import { matrix } from "./matrix";
import { createSvg } from "./picture";
import { showGrid } from "./picture-grid";
import { placeUnder } from "./popover";
import type { Value } from "./timeline";

/** Rows, and characters a row, of the numbers in a cell. */
const ROWS = 6;
const CHARACTERS = 13;
/** Of a heat map in a cell: the most cells a side, and their size in pixels. */
const CELLS = 12;
const SIDE = 44;
const LARGEST_CELL = 12;

export interface Cells {
  /**
   * A table cell for a value; `name` says whose value it is. A cell of the same key, kind and value is the same
   * element as before, so that stepping does not draw a heat map that has not changed.
   */
  cell: (key: string, name: string, kind: string, value: Value | null | undefined) => HTMLTableCellElement;
}

export function createCells(): Cells {
  const cells = new Map<string, { value: unknown; kind: string; element: HTMLTableCellElement }>();
  return {
    cell(key, name, kind, value) {
      const known = cells.get(key);
      if (known !== undefined && known.value === value && known.kind === kind) return known.element;
      const element = Array.isArray(value) ? arrayCell(name, kind, value) : numberCell(kind, value);
      cells.set(key, { value, kind, element });
      return element;
    },
  };
}

function numberCell(kind: string, value: Value | null | undefined): HTMLTableCellElement {
  return h("td", { class: kind, title: value === undefined ? "" : shown(value, full) }, shown(value));
}

export function arrayCell(name: string, kind: string, value: Value[]): HTMLTableCellElement {
  return h("td", { class: kind }, arrayButton(name, kind, value));
}

export function arrayButton(name: string, kind: string, value: Value[]): HTMLButtonElement {
  const label = t("page.array.show", { name, shape: shapeText(shapeOf(value)) });
  const button = h("button", { type: "button", class: "array-cell", "aria-label": label, title: summary(value), "aria-haspopup": "dialog" }, preview(value));
  button.addEventListener("click", () => { showArray(button, name, kind, value); });
  return button;
}

/** The numbers when they are few, else a heat map with the shape. */
function preview(value: Value): Element {
  const rows = sheetsOf(value).flatMap((sheet) => sheet.rows.map((row) => row.map((entry) => short(entry))));
  const widest = Math.max(0, ...rows.map((row) => row.join(" ").length));
  if (rows.length > 0 && rows.length <= ROWS && widest <= CHARACTERS) return numbers(rows);
  return h("span", { class: "thumbnail" }, heatMap(value), h("span", { class: "shape" }, shapeText(shapeOf(value))));
}

function numbers(rows: string[][]): HTMLElement {
  return h("span", { class: "few-numbers" }, ...rows.map((row) => h("span", {}, ...row.map((entry) => h("span", {}, entry)))));
}

/** A heat map as in the picture. */
export function heatMap(value: Value): SVGSVGElement {
  const sheets = sheetsOf(value);
  const rows = Math.min(CELLS, sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0));
  const columns = Math.min(CELLS, sheets[0]?.rows[0]?.length ?? 0);
  const [width, height] = [Math.min(LARGEST_CELL, SIDE / columns), Math.min(LARGEST_CELL, SIDE / rows)];
  const svg = createSvg("svg", "graph heat");
  const grid = createSvg("g", "");
  for (let at = 0; at < rows * columns; at += 1) grid.append(heatCell((at % columns) * width, Math.floor(at / columns) * height, width, height));
  showGrid(grid, shapeOf(value), value);
  for (const [name, size] of [["width", columns * width], ["height", rows * height]] as const) svg.setAttribute(name, String(Math.max(1, size)));
  svg.setAttribute("aria-hidden", "true");
  svg.append(grid);
  return svg;
}

function heatCell(x: number, y: number, width: number, height: number): SVGRectElement {
  const cell = createSvg("rect", "cell");
  for (const [name, number] of Object.entries({ x, y, width, height })) cell.setAttribute(name, String(number));
  return cell;
}

/** All numbers over the page, under the cell that was chosen. */
function showArray(anchor: HTMLElement, name: string, kind: string, value: Value[]): void {
  const popover = find("#array-popover");
  const copy = h("button", { type: "button", class: "button small", "aria-live": "polite" }, t("page.array.copy"));
  const copied = (): void => { setText(copy, t("page.copied")); };
  copy.addEventListener("click", () => void navigator.clipboard.writeText(JSON.stringify(value)).then(copied, () => undefined));
  const title = h("h2", {}, `${name} `, h("span", { class: "shape" }, shapeText(shapeOf(value))));
  const all = matrix(value, { label: name, kind });
  popover.replaceChildren(h("div", { class: "head" }, title, copy), all);
  popover.setAttribute("aria-label", name);
  popover.showPopover();
  placeUnder(popover, anchor);
  if (entriesOf(value).length > 0) copy.focus();
}
