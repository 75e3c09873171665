/** The calculation behind one entry of an array, which the server tells when an entry is chosen. */
import type { components } from "./api-types";
import { programBody, type Program } from "./api";
import { h } from "./dom";
import { t } from "./i18n";
import { derivation } from "./derivation";
import { unreachable } from "./messages";
import { isProblem, post, type Answered } from "./request";

type Schemas = components["schemas"];
export type EntryAnswer = Schemas["EntryAnswer"];

/** Which number: an entry of a node's value or updated value, or of the gradient that an edge carries. */
export interface EntryQuestion {
  of: "value" | "gradient" | "updated";
  /** Of the node, or of the edge. */
  id: string;
  index: number[];
}

/** Ask about an entry of the program on the screen, in the reader's language. */
export type AskEntry = (question: EntryQuestion) => Promise<Answered<EntryAnswer>>;

export function createEntryAsker(program: () => Program, lang: string): AskEntry {
  return async (question) => (await post<EntryAnswer>("/api/entry", { ...programBody(program(), lang), ...question })) ?? { problem: unreachable() };
}

/** A place for the calculation of the entry that is chosen, newest question first. */
export function createEntryPlace(ask: AskEntry): { element: HTMLElement; show: (question: EntryQuestion) => void } {
  const element = h("div", { class: "entry", role: "status" });
  let newest = 0;
  async function show(question: EntryQuestion): Promise<void> {
    newest += 1;
    const mine = newest;
    const answer = await ask(question);
    if (mine === newest) element.replaceChildren(...explanation(question, answer));
  }
  return { element, show: (question) => void show(question) };
}

function explanation({ index }: EntryQuestion, answer: Answered<EntryAnswer>): HTMLElement[] {
  if (isProblem(answer)) return [h("p", { class: "problem" }, answer.problem.message)];
  const title = index.length === 0 ? t("page.entry.sum") : t("page.entry", { index: index.join(", ") });
  const count = answer.addends > 1 ? h("p", { class: "addends" }, t("page.entry.addends", { count: answer.addends })) : h("p", {});
  return [h("h3", {}, title), derivation(answer), count];
}
