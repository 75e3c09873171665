/** The form of an item over its box in the picture; it stays there while the picture moves. */
import { find, h } from "../dom";
import { math } from "../explore/parts";
import { placeUnder } from "../popover";
import type { Attempt } from "./attempts";
import { createItemForm, type Actions, type ItemForm } from "./item-form";
import type { Item } from "./server";
import { symbolOf } from "./words";

export interface AnswerBox {
  /** The item whose box is open; null when none is. */
  item: () => string | null;
  open: (item: Item, caption: string, attempt: Attempt, blank: SVGGElement) => void;
  view: (attempt: Attempt) => void;
  close: () => void;
}

export function createAnswerBox(actions: Actions): AnswerBox {
  const popover = find("#answer-box");
  let shown: { item: string; form: ItemForm; blank: SVGGElement } | null = null;

  popover.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !popover.contains(relatedTarget)) close();
  });
  function follow(): void {
    if (shown === null) return;
    placeUnder(popover, shown.blank);
    requestAnimationFrame(follow);
  }
  function close(): void {
    if (shown === null) return;
    shown = null;
    popover.hidePopover();
    popover.replaceChildren();
  }
  return {
    item: () => shown?.item ?? null,
    open(item, caption, attempt, blank) {
      const form = createItemForm(item, caption, "graph", actions);
      popover.replaceChildren(h("div", { class: "asked" }, math(symbolOf(item)), h("span", { class: "asked-words", id: "answer-box-title" }, caption)), form.element);
      form.view(attempt);
      popover.showPopover();
      const isFollowing = shown !== null;
      shown = { item: item.id, form, blank };
      if (!isFollowing) follow();
      form.input.focus({ preventScroll: true });
      form.input.select();
    },
    view: (attempt) => shown?.form.view(attempt),
    close,
  };
}
