/** The one place where code points (server) become UTF-16 offsets (browser) and back. */
import type { Problem } from "./api";
import type { Span } from "./timeline";

/** A half-open range of UTF-16 offsets. */
export interface Range {
  from: number;
  to: number;
}

export function rangeOfSpan(text: string, span: Span): Range {
  return { from: offset(text, span[0]), to: offset(text, span[1]) };
}

/** Code points before the UTF-16 offset. */
export function codePoint(text: string, utf16: number): number {
  return Array.from(text.slice(0, utf16)).length;
}

/** The line of a span, from 1. */
export function lineOf(text: string, span: Span): number {
  return Array.from(text).slice(0, span[0]).filter((character) => character === "\n").length + 1;
}

/** Where a problem lies; null when it is not about a place in the text. An empty place is widened to a character. */
export function rangeOfProblem(text: string, problem: Problem): Range | null {
  if (problem.line === null || problem.column === null) return null;
  const from = placeOf(text, problem.line, problem.column);
  const to = placeOf(text, problem.end_line ?? problem.line, problem.end_column ?? problem.column);
  return to > from ? { from, to } : widen(text, from);
}

function placeOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(start + offset(lines[line - 1] ?? "", column - 1), text.length);
}

function offset(text: string, codePoints: number): number {
  return Array.from(text).slice(0, codePoints).join("").length;
}

function widen(text: string, at: number): Range {
  const next = text[at];
  if (next !== undefined && next !== "\n") return { from: at, to: at + 1 };
  return { from: Math.max(0, at - 1), to: at };
}
