/** An array as a table of numbers in matrix brackets, that scrolls inside its box; its entries can be chosen. */
import { entriesOf, shapeOf, shapeText, sheetsOf, type Sheet } from "./arrays";
import { h } from "./dom";
import { full, short } from "./format";
import { t } from "./i18n";
import type { Value } from "./timeline";

interface Options {
  /** What it is, for who cannot see it. */
  label: string;
  /** "value", "grad" or "updated": its colour. */
  kind: string;
  /** What happens when an entry is chosen; without it the numbers are only read. */
  chosen?: (index: number[]) => void;
}

/** More entries than this may not fit, so that the keyboard must be able to scroll. */
const SMALL = 12;

export function matrix(value: Value, options: Options): HTMLElement {
  const label = t("page.array.named", { name: options.label, shape: shapeText(shapeOf(value)) });
  const tables = sheetsOf(value).map((sheet) => sheetTable(sheet, label, options));
  const box = h("div", { class: `matrix ${options.kind}` }, ...tables.flat());
  if (options.chosen !== undefined) listen(box, options.chosen);
  else if (entriesOf(value).length > SMALL) box.tabIndex = 0;
  if (entriesOf(value).length === 0) box.append(h("span", { class: "empty" }, t("page.array.empty")));
  return box;
}

/** One matrix, with the indices of its leading axes over it. */
function sheetTable({ index, rows, isVector }: Sheet, label: string, { chosen }: Options): HTMLElement[] {
  const caption = index.length > 0 ? `[${index.join(", ")}]` : "";
  const cells = rows.map((row, at) =>
    h("tr", {}, ...row.map((entry, column) => cell(short(entry), full(entry), [...index, at, ...(isVector ? [] : [column])], chosen !== undefined))),
  );
  const table = h("table", { ...(chosen && { role: "grid" }), "aria-label": caption === "" ? label : `${label} ${caption}` }, h("tbody", {}, ...cells));
  const first = table.querySelector("td");
  if (chosen !== undefined) first?.setAttribute("tabindex", "0");
  return caption === "" ? [table] : [h("p", { class: "sheet", "aria-hidden": "true" }, caption), table];
}

function cell(text: string, title: string, index: number[], canBeChosen: boolean): HTMLElement {
  const attributes = canBeChosen ? { role: "gridcell", tabindex: -1, "data-index": index.join(","), "aria-selected": "false" } : {};
  return h("td", { title, ...attributes }, text);
}

/** Click, Enter and space choose an entry; the arrow keys go from entry to entry. */
function listen(box: HTMLElement, chosen: (index: number[]) => void): void {
  const choose = (entry: HTMLElement | null): void => {
    if (entry === null) return;
    for (const each of box.querySelectorAll("[data-index]")) each.setAttribute("aria-selected", String(each === entry));
    focus(box, entry);
    chosen(indexOf(entry));
  };
  box.addEventListener("click", (event) => { choose(entryAt(event)); });
  box.addEventListener("keydown", (event) => {
    const entry = entryAt(event);
    if (entry === null) return;
    if (event.key === "Enter" || event.key === " ") choose(entry);
    else if (event.key in MOVES) focus(box, neighbour(entry, event.key));
    else return;
    event.preventDefault();
  });
}

const MOVES: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity], End: [0, Infinity] };

function neighbour(entry: HTMLElement, key: string): HTMLElement | null {
  const [down, right] = MOVES[key] ?? [0, 0];
  const row = entry.parentElement as HTMLTableRowElement;
  const rows = [...(row.parentElement?.children ?? [])] as HTMLTableRowElement[];
  const at = clamp(rows.indexOf(row) + down, rows.length);
  return rows[at]?.cells[clamp((entry as HTMLTableCellElement).cellIndex + right, row.cells.length)] ?? null;
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}

function focus(box: HTMLElement, entry: HTMLElement | null): void {
  if (entry === null) return;
  const table = entry.closest("table");
  for (const each of table?.querySelectorAll("[tabindex='0']") ?? []) each.setAttribute("tabindex", "-1");
  entry.setAttribute("tabindex", "0");
  if (box.isConnected) entry.focus();
}

function entryAt(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>("[data-index]");
}

function indexOf(entry: HTMLElement): number[] {
  return (entry.dataset.index ?? "").split(",").map(Number);
}
