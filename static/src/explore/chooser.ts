/** A labelled menu that keeps its choice, and the focus on it, while what it offers changes. */
import { h } from "../dom";

export interface Choice {
  value: string;
  label: string;
}

export interface Chooser {
  readonly element: HTMLElement;
  /** What is chosen; null when there is nothing to choose from. */
  chosen: () => string | null;
  /** Offer these; a choice that is still among them stays. */
  offer: (choices: readonly Choice[]) => void;
  /** Choose, without telling anyone. */
  choose: (value: string) => void;
}

export function createChooser(label: string, changed: () => void): Chooser {
  const menu = h("select", { change: changed });
  const element = h("label", { class: "chooser" }, label, " ", menu);
  let offered = "";
  let wanted = "";
  menu.addEventListener("change", () => { wanted = menu.value; });
  return {
    element,
    chosen: () => (menu.value === "" ? null : menu.value),
    offer(choices) {
      const form = JSON.stringify(choices);
      if (form !== offered) menu.replaceChildren(...choices.map(({ value, label: text }) => h("option", { value }, text)));
      offered = form;
      if (choices.some(({ value }) => value === wanted)) menu.value = wanted;
    },
    choose(value) {
      wanted = value;
      menu.value = value;
    },
  };
}
