/** What is asked and what is said about answers, in words. */
import { list, t } from "../i18n";
import { shown } from "../format";
import { called, spoken, type Named } from "../sentences";
import type { Attempt, Score } from "./attempts";
import type { Hint, Item, Sheet } from "./server";

/** "Gradient of w1" and the like by id of the item; no two are called alike. */
export function captionsOf(sheet: Sheet): ReadonlyMap<string, string> {
  const short = sheet.items.map((item) => caption(sheet, item, spoken));
  const isAlone = (text: string): boolean => short.filter((each) => each === text).length === 1;
  return new Map(sheet.items.map((item, at) => [item.id, isAlone(short[at] ?? "") ? (short[at] ?? "") : caption(sheet, item, called)]));
}

function caption(sheet: Sheet, { kind, target }: Item, name: (node: Named) => string): string {
  const nameOf = (id: string | undefined): string => {
    const node = sheet.nodes.find((each) => each.id === id);
    return node === undefined ? "" : name(node);
  };
  if (kind !== "local") return t(`practice.item.${kind}`, { node: nameOf(target) });
  const edge = sheet.edges.find((each) => each.id === target);
  const isOneOfSeveral = sheet.edges.some((each) => each.id !== target && each.head === edge?.head && each.tail === edge.tail);
  const about = t("practice.item.local", { head: nameOf(edge?.head), tail: nameOf(edge?.tail) });
  return isOneOfSeveral ? t("practice.item.operand", { item: about, place: (edge?.argnum ?? 0) + 1 }) : about;
}

/** The mathematics that is asked for. */
export function symbolOf({ kind, symbol }: Item): string {
  return kind === "updated" ? `${symbol} \\leftarrow` : symbol;
}

/** How an answer of this shape is written, with dots for its numbers; empty for one number. */
export function formOf([size, ...inner]: readonly number[]): string {
  return size === undefined ? "" : `[${Array<string>(size).fill(formOf(inner) || "…").join(", ")}]`;
}

/** Why the answer is not right; empty where nothing is wrong with it. */
export function messageOf({ verdict, diagnosis, complaint }: Attempt): string {
  if (verdict === "unreadable") return complaint ?? "";
  if (verdict !== "wrong") return "";
  return diagnosis === null ? t("practice.wrong.unknown") : t(`practice.diagnosis.${diagnosis}`);
}

/** The verdict in two words, with the number once it is found. */
export function verdictOf({ verdict, answer }: Attempt): string {
  if (verdict === "open") return "";
  return verdict === "right" ? t("practice.verdict.right", { answer: shown(answer) }) : t(`practice.verdict.${verdict}`);
}

/** What is said aloud about an answer. */
export function announcement(item: string, attempt: Attempt): string {
  if (attempt.verdict === "right") return t("practice.said.right", { item, answer: shown(attempt.answer) });
  return t(`practice.said.${attempt.verdict}`, { item, message: messageOf(attempt) });
}

export function hintText({ code, ops }: Hint): string {
  return t(`practice.hint.${code}`, { ops: list(ops.map((op) => t(`op.${op}.name`))) });
}

export function scoreText({ count, solved, alone }: Score): string {
  return t("practice.score", { count, solved, alone });
}

export function finishText({ count, alone }: Score): string {
  if (alone === count) return t("practice.finish.alone", { count });
  return t(alone * 2 >= count ? "practice.finish.mostly" : "practice.finish.helped", { count, alone });
}
