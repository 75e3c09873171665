/** The exercise in the address, and the one kept over a reload or a change of language in this tab. */
import type { Attempt, Attempts } from "./attempts";
import { decode, documentOf, encode, exerciseIn, type Exercise } from "./exercise";

export interface Kept {
  exercise: Exercise;
  attempts: Attempts;
  /** Whether a link asked for it, and not the page below. */
  isLinked: boolean;
}

const FRAGMENT = "#e=";
const KEY = "gradwalk-practice";

export function isInAddress(): boolean {
  return location.hash.startsWith(FRAGMENT);
}

/** The exercise that the address names, with what was answered to it in this tab; null for a link that is none. */
export async function fromAddress(underWay: Kept | null): Promise<Kept | null> {
  const exercise = await decode(location.hash.slice(FRAGMENT.length));
  if (exercise === null) return null;
  const link = await encode(exercise);
  for (const kept of [underWay, fromStorage()]) {
    if (kept !== null && (await encode(kept.exercise)) === link) return kept;
  }
  return { exercise, attempts: new Map(), isLinked: true };
}

/** Put the exercise into the address and return the link. */
export async function putIntoAddress(exercise: Exercise): Promise<string> {
  history.replaceState(history.state, "", location.pathname + location.search + FRAGMENT + (await encode(exercise)));
  return location.href;
}

export function keep({ exercise, attempts, isLinked }: Kept): void {
  store(JSON.stringify({ exercise: documentOf(exercise), attempts: [...attempts].map(withoutComplaint), isLinked }));
}

export function forget(): void {
  store(null);
}

export function fromStorage(): Kept | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as { exercise: unknown; attempts: [string, Attempt][]; isLinked: boolean } | null;
    const exercise = exerciseIn(found?.exercise);
    return found === null || exercise === null ? null : { exercise, attempts: new Map(found.attempts), isLinked: found.isLinked };
  } catch {
    return null;
  }
}

/** A complaint is worded in a language, which may be another one next time. */
function withoutComplaint([item, attempt]: [string, Attempt]): [string, Attempt] {
  return [item, attempt.complaint === null ? attempt : { ...attempt, verdict: "open", complaint: null }];
}

/** Storage may be forbidden or full; then a reload starts afresh. */
function store(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, text);
  } catch {
    return;
  }
}
