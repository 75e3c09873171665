/** The table of what is asked: one row an item. */
import { find, h } from "../dom";
import { math } from "../explore/parts";
import type { Attempts } from "./attempts";
import { attemptAt } from "./attempts";
import { createItemForm, type Actions, type ItemForm } from "./item-form";
import type { Item } from "./server";
import { symbolOf } from "./words";

export interface Table {
  /** Show other items; whoever is typing an answer to one of them goes on typing. */
  show: (items: readonly Item[], captions: ReadonlyMap<string, string>) => void;
  view: (attempts: Attempts) => void;
  /** Put the focus into the box of the item. */
  focus: (item: string) => void;
  /** Whether the focus is in the row of the item. */
  holdsFocus: (item: string) => boolean;
}

/** `pointed` is told of which item the row is that the learner points at or is in, null for none. */
export function createTable(actions: Actions, pointed: (item: string | null) => void): Table {
  const body = find("#practice-items tbody");
  let forms = new Map<string, ItemForm>();
  return {
    show(items, captions) {
      const held = [...forms.keys()].find((item) => forms.get(item)?.input === document.activeElement);
      forms = new Map(items.map((item) => [item.id, createItemForm(item, captions.get(item.id) ?? "", "row", actions)]));
      body.replaceChildren(...items.map((item) => pointing(row(item, captions.get(item.id) ?? "", forms.get(item.id)), item.id, pointed)));
      if (held !== undefined) forms.get(held)?.input.focus();
    },
    view(attempts) {
      for (const [item, form] of forms) form.view(attemptAt(attempts, item));
    },
    focus(item) {
      const input = forms.get(item)?.input;
      input?.focus();
      input?.select();
      input?.scrollIntoView({ block: "nearest" });
    },
    holdsFocus: (item) => forms.get(item)?.element.contains(document.activeElement) ?? false,
  };
}

function pointing(element: HTMLTableRowElement, item: string, pointed: (item: string | null) => void): HTMLTableRowElement {
  for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, () => { pointed(item); });
  for (const event of ["pointerleave", "focusout"]) element.addEventListener(event, () => { pointed(null); });
  return element;
}

function row(item: Item, caption: string, form: ItemForm | undefined): HTMLTableRowElement {
  const asked = h("div", { class: "asked" }, math(symbolOf(item)), h("span", { class: "asked-words" }, caption));
  // On a phone rows are stacked: the roles keep them rows of a table for all browsers.
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, asked), h("td", { role: "cell" }, form?.element ?? null));
}
