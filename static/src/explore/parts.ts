/** Small pieces of which the panels are built. */
import { arrayCell } from "../array-cell";
import { h } from "../dom";
import { full, shown } from "../format";
import { t } from "../i18n";
import { renderMath } from "../math";
import type { Value } from "../timeline";
import type { Marks } from "./marks";

/** A formula in a line of text. */
export function math(latex: string, className = "math"): HTMLElement {
  const element = h("span", { class: className });
  renderMath(element, latex);
  return element;
}

/** "lhs = symbols = numbers = result", where no part repeats the one before. */
export function equation(lhs: string, ...parts: (string | null)[]): string {
  const known = parts.filter((part): part is string => part !== null);
  return [lhs, ...known.filter((part, at) => part !== known[at - 1])].join(" = ");
}

/** A cell with a number, in full on hover; an array, called `name`, as in the table of gradients. */
export function numberCell(value: Value | null | undefined, className = "", name = ""): HTMLTableCellElement {
  if (Array.isArray(value)) return arrayCell(name, `number ${className}`.trim(), value);
  return h("td", { class: `number ${className}`.trim(), title: value == null ? "" : shown(value, full) }, shown(value));
}

/** A table with a caption for screen readers, which scrolls sideways where it must. */
export function table(caption: string, columns: readonly string[], rows: readonly (HTMLTableRowElement | null)[]): HTMLElement {
  const head = h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)));
  const body = h("tbody", {}, ...rows);
  return h("div", { class: "scroll-x" }, h("table", { "aria-label": caption }, h("thead", {}, head), body));
}

/** A row that lights its edges while the reader points at it or is in it with the keyboard. */
export function lighting<E extends HTMLElement>(row: E, marks: Marks, edges: readonly string[]): E {
  const on = (): void => { marks.light(edges); };
  const off = (): void => { marks.light([]); };
  row.addEventListener("pointerenter", on);
  row.addEventListener("pointerleave", off);
  row.addEventListener("focusin", on);
  row.addEventListener("focusout", off);
  return row;
}

export function link(label: string, click: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "link", click }, label);
}

export function sentence(key: string, params: Record<string, string | number> = {}): HTMLElement {
  return h("p", {}, t(key, params));
}
