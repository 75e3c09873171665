/** The box for one answer, with its buttons, what is wrong with it, and the hints taken; in the table and over the graph. */
import { h, setText, show } from "../dom";
import { math } from "../explore/parts";
import { t } from "../i18n";
import type { Attempt } from "./attempts";
import type { Hint, Item } from "./server";
import { formOf, hintText, messageOf, verdictOf } from "./words";

/** Rungs of the hint ladder. */
const RUNGS = 4;

export interface Actions {
  typed: (item: string, text: string) => void;
  check: (item: string, text: string) => void;
  hint: (item: string) => void;
}

export interface ItemForm {
  readonly element: HTMLFormElement;
  readonly input: HTMLInputElement;
  view: (attempt: Attempt) => void;
}

/** `place` tells the forms of one item in several places apart. */
export function createItemForm(item: Item, caption: string, place: string, actions: Actions): ItemForm {
  const messageId = `practice-${place}-${item.id}`;
  const input = textBox(caption, messageId, formOf(item.shape));
  input.addEventListener("input", () => actions.typed(item.id, input.value));
  const check = h("button", { type: "submit", class: "button small", "aria-label": t("practice.check_of", { item: caption }) }, t("practice.check"));
  const hint = h("button", { type: "button", class: "button small", "aria-label": t("practice.hint_of", { item: caption }), click: () => actions.hint(item.id) }, t("practice.hint"));
  const verdict = h("span", { class: "verdict" });
  const message = h("p", { class: "practice-message", id: messageId });
  const hints = createHints();
  const element = h("form", { class: "answer", submit: (event) => submit(event) }, h("div", { class: "answer-line" }, input, check, hint, verdict), message, hints.element);

  function submit(event: Event): void {
    event.preventDefault();
    actions.check(item.id, input.value);
  }
  return {
    element,
    input,
    view(attempt) {
      const isSolved = attempt.verdict === "right";
      if (input.value !== attempt.text) input.value = attempt.text;
      input.readOnly = isSolved;
      input.setAttribute("aria-invalid", String(attempt.verdict === "wrong" || attempt.verdict === "unreadable"));
      element.dataset.verdict = attempt.verdict;
      setText(verdict, verdictOf(attempt));
      setText(message, messageOf(attempt));
      show(check, !isSolved);
      const hasHint = !isSolved && attempt.hints.length < RUNGS;
      // The last rung takes the button away from under the focus.
      if (!hasHint && document.activeElement === hint) input.focus();
      show(hint, hasHint);
      hints.view(attempt.hints);
    },
  };
}

function textBox(caption: string, messageId: string, placeholder: string): HTMLInputElement {
  const manners = { autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "done" };
  return h("input", { type: "text", "aria-label": caption, "aria-describedby": messageId, placeholder, ...manners });
}

/** The rungs of the ladder taken so far; a new one is read aloud. */
function createHints(): { element: HTMLElement; view: (hints: readonly Hint[]) => void } {
  const element = h("ol", { class: "hints", "aria-live": "polite", "aria-label": t("practice.hints") });
  return {
    element,
    view(hints) {
      show(element, hints.length > 0);
      element.append(...hints.slice(element.childElementCount).map(rung));
    },
  };
}

function rung(hint: Hint): HTMLElement {
  return h("li", {}, hintText(hint), ...hint.lines.map((line) => h("div", { class: "formula-line" }, math(line))));
}
