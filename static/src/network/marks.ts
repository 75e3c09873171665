/** Neurons that do no work of their own, in words. */
import { h } from "../dom";
import { short } from "../format";
import { t } from "../i18n";
import type { Mark } from "./types";

/** Why a neuron does no work of its own, as a sentence. */
export function markText({ name, code, details }: Mark): string {
  const words = Object.entries(details).map(([key, value]): [string, string] => [key, typeof value === "number" ? short(value) : String(value)]);
  return t(`network.mark.${code}${typeof details.side === "string" ? `.${details.side}` : ""}`, { ...Object.fromEntries(words), neuron: name });
}

/** All sentences, each once: what holds for a whole layer is said of each of its neurons. */
export function showMarkList(list: HTMLElement, marks: Mark[]): void {
  const texts = [...new Set(marks.map(markText))];
  if (texts.join("\n") === [...list.children].map((item) => item.textContent).join("\n")) return;
  list.replaceChildren(...texts.map((text) => h("li", {}, text)));
}
