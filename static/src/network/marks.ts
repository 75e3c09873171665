/** Neurons that do no work of their own, in words. */
import { h } from "../dom";
import { short } from "../format";
import { t } from "../i18n";
import type { Mark } from "./types";

/** Why some neurons do no work of their own, as a sentence; they share the reason. */
export function markText(mark: Mark, names = [mark.name]): string {
  const { code, details } = mark;
  const words = Object.entries(details).map(([key, value]): [string, string] => [key, typeof value === "number" ? short(value) : String(value)]);
  const side = typeof details.side === "string" ? `.${details.side}` : "";
  const form = code === "duplicate" && names.length > 1 ? "s" : "";
  return t(`network.mark.${code}${form}${side}`, { ...Object.fromEntries(words), names: names.join(t("page.comma")) });
}

/** As many reasons have room; the others are a click away. */
const MOST = 4;

/** A sentence for each reason. */
export function showMarkList(list: HTMLElement, marks: Mark[]): void {
  const texts = reasons(marks);
  const key = texts.join("\n");
  if (list.dataset.shown === key) return;
  list.dataset.shown = key;
  const items = texts.map((text) => h("li", {}, text));
  list.replaceChildren(...items.slice(0, MOST), ...(items.length > MOST ? [more(items.slice(MOST))] : []));
}

/** "3 more", in whose place the others come. */
function more(others: HTMLElement[]): HTMLElement {
  const item = h("li", {}, h("button", { type: "button", class: "link", click: () => { item.replaceWith(...others); } }, t("network.marks_more", { count: others.length })));
  return item;
}

function reasons(marks: Mark[]): string[] {
  const groups = new Map<string, Mark[]>();
  for (const mark of marks) {
    const reason = JSON.stringify([mark.code, mark.details]);
    groups.set(reason, [...(groups.get(reason) ?? []), mark]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [markText(first, [first, ...others].map(({ name }) => name))]));
}
