/** What the learner has done so far, item by item, and the score. Pure. */
import type { Value } from "../timeline";
import type { Feedback, Hint, Item } from "./server";

export type Verdict = "open" | "wrong" | "unreadable" | "right";

export interface Attempt {
  readonly text: string;
  readonly verdict: Verdict;
  /** The mistake that leads to a wrong answer, where one is known. */
  readonly diagnosis: string | null;
  /** Why an answer cannot be read. */
  readonly complaint: string | null;
  readonly hints: readonly Hint[];
  /** The number itself, once it is found. */
  readonly answer: Value | null;
}

/** By id of the item; what is missing was not tried. */
export type Attempts = ReadonlyMap<string, Attempt>;

export interface Score {
  count: number;
  solved: number;
  /** Of the solved ones, those without a hint. */
  alone: number;
}

const UNTRIED: Attempt = { text: "", verdict: "open", diagnosis: null, complaint: null, hints: [], answer: null };

export function attemptAt(attempts: Attempts, item: string): Attempt {
  return attempts.get(item) ?? UNTRIED;
}

/** Another text takes the verdict on the one before away; what is solved stays solved. */
export function typed(attempt: Attempt, text: string): Attempt {
  if (attempt.verdict === "right" || attempt.text === text) return attempt;
  return { ...attempt, text, verdict: "open", diagnosis: null, complaint: null };
}

export function judged(attempt: Attempt, { is_right, diagnoses, answer }: Feedback): Attempt {
  if (is_right) return { ...attempt, verdict: "right", diagnosis: null, complaint: null, answer };
  return { ...attempt, verdict: "wrong", diagnosis: diagnoses[0] ?? null, complaint: null };
}

export function notRead(attempt: Attempt, complaint: string): Attempt {
  return { ...attempt, verdict: "unreadable", diagnosis: null, complaint };
}

export function helped(attempt: Attempt, hint: Hint): Attempt {
  return hint.rung > attempt.hints.length ? { ...attempt, hints: [...attempt.hints, hint] } : attempt;
}

export function isSolved(attempts: Attempts, item: string): boolean {
  return attemptAt(attempts, item).verdict === "right";
}

export function scoreOf(items: readonly Item[], attempts: Attempts): Score {
  const solved = items.map((item) => attemptAt(attempts, item.id)).filter((attempt) => attempt.verdict === "right");
  return { count: items.length, solved: solved.length, alone: solved.filter((attempt) => attempt.hints.length === 0).length };
}

/** The first item after `from` that is not solved, round to the start; null when all are. */
export function nextOpen(items: readonly Item[], attempts: Attempts, from: string): string | null {
  const at = items.findIndex((item) => item.id === from) + 1;
  const round = [...items.slice(at), ...items.slice(0, at)];
  return round.find((item) => !isSolved(attempts, item.id))?.id ?? null;
}
