/** The menu of examples: a popover under its button. */
import { find, h } from "./dom";
import { placeUnder } from "./popover";

export interface Example {
  id: string;
  title: string;
  source: string;
}

export function createExamples(examples: Example[], choose: (example: Example) => void): void {
  const button = find("#examples-button");
  const menu = find("#examples");
  const entries = examples.map((example) =>
    entry(example, () => {
      menu.hidePopover();
      choose(example);
    }),
  );
  menu.replaceChildren(...entries.map((each) => h("li", {}, each)));
  menu.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      placeUnder(menu, button);
      menu.querySelector("button")?.focus();
    } else if (menu.contains(document.activeElement)) button.focus();
  });
  menu.addEventListener("keydown", (event) => moveFocus(menu, event));
}

function entry({ title, source }: Example, click: () => void): HTMLElement {
  const code = source.trim().split("\n").at(-1) ?? "";
  return h("button", { type: "button", click }, h("span", {}, title), h("code", { "aria-hidden": "true" }, code));
}

function moveFocus(menu: HTMLElement, event: KeyboardEvent): void {
  const entries = [...menu.querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (to === undefined) return;
  entries[(to + entries.length) % entries.length]?.focus();
  event.preventDefault();
}
