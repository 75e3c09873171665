/** Entries of the browser's history say what is seen there, so that Back leaves the practice and Forward opens it again. */
import { cleanAddress } from "../session";

/** The walk; the practice, of a link or a reload; the practice over the walk, which is the entry before. */
export type Seen = "walk" | "practice" | "over the walk";

const ALL: readonly Seen[] = ["walk", "practice", "over the walk"];

/** What the entry shows at which the reader is; null for a new one, as of a link typed into the address bar. */
export function seenHere(): Seen | null {
  return ALL.find((seen) => seen === history.state) ?? null;
}

export function mark(seen: Seen): void {
  history.replaceState(seen, "");
}

/** From the walk to a new entry for the practice. A link to the walk does not name both, and is not followed again on the way back. */
export function goOver(): void {
  cleanAddress();
  mark("walk");
  history.pushState("over the walk" satisfies Seen, "");
}
