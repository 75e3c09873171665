/** An array in the list of values: nested lists in a box that can be edited, and what is wrong with them. */
import { shapeOf, shapeText } from "./arrays";
import { arrayText, isMisfit, readArray } from "./array-text";
import { h, setText, show } from "./dom";
import { t } from "./i18n";
import type { LeafName } from "./leaf-name";
import type { Value } from "./timeline";
import type { Row } from "./values";

/** Lines that a box shows without scrolling. */
const TALLEST = 6;

export function arrayRow(name: string, leafName: LeafName, set: (name: string, value: Value) => void): Row {
  const problem = h("p", { class: "array-problem", role: "alert", id: `array-problem-${name}`, hidden: true });
  const box = h("textarea", { class: "array", "aria-label": t("page.value_of", { name }), "aria-describedby": problem.id, spellcheck: "false", autocomplete: "off", wrap: "off" });
  const shape = h("span", { class: "shape" });
  const element = h("li", { class: "value-row array" }, leafName.element, box, problem);
  leafName.element.append(shape);
  listen(box, problem, (value) => { set(name, value); });
  return {
    element,
    isArray: true,
    update(value, role) {
      element.dataset.role = role;
      leafName.show(role);
      setText(shape, shapeText(shapeOf(value)));
      if (document.activeElement !== box) fill(box, problem, value);
    },
  };
}

/** Show an array in its box. */
export function fill(box: HTMLTextAreaElement, problem: HTMLElement, value: Value): void {
  box.value = arrayText(value);
  box.rows = Math.min(TALLEST, box.value.split("\n").length);
  tell(box, problem, "");
}

/** Call `set` with what is written into the box, or say what is wrong with it. Enter is as good as leaving it, Shift+Enter begins a new line. */
export function listen(box: HTMLTextAreaElement, problem: HTMLElement, set: (value: Value) => void): void {
  box.addEventListener("change", () => {
    const found = readArray(box.value);
    tell(box, problem, isMisfit(found) ? t(found.key, found.params) : "");
    if (!isMisfit(found)) set(found);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    box.blur();
  });
}

function tell(box: HTMLElement, problem: HTMLElement, text: string): void {
  box.setAttribute("aria-invalid", String(text !== ""));
  setText(problem, text);
  show(problem, text !== "");
}
