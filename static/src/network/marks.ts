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
  return t(`network.mark.${code}${side}`, { ...Object.fromEntries(words), names: names.join(t("page.comma")) });
}

/** A sentence for each reason. */
export function showMarkList(list: HTMLElement, marks: Mark[]): void {
  const groups = new Map<string, Mark[]>();
  for (const mark of marks) {
    const reason = JSON.stringify([mark.code, mark.details]);
    groups.set(reason, [...(groups.get(reason) ?? []), mark]);
  }
  const texts = [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [markText(first, [first, ...others].map(({ name }) => name))]));
  if (texts.join("\n") === [...list.children].map((item) => item.textContent).join("\n")) return;
  list.replaceChildren(...texts.map((text) => h("li", {}, text)));
}
