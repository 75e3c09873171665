/** The values the reader set, over those of the text, and when a change of the text takes them back. Pure. */
import type { LeafRole, Value } from "./timeline";

/** What the reader chose for a leaf, and the literal that stood in the text then (null: the text gave it none). */
export interface Override {
  value: Value;
  literal: string | null;
}

export type Overrides = Readonly<Record<string, Override>>;

/** The right-hand side of the last assignment to `name`; null when the text assigns it nowhere. */
export function literalOf(source: string, name: string): string | null {
  const found = [...source.matchAll(assignment(name))].at(-1)?.[1];
  return found === undefined ? null : found.trim();
}

/** The names that the text assigns at its outermost level, each once, the last one first. */
export function assignedNames(source: string): string[] {
  const names = Array.from(source.matchAll(/(?:^|[;\n])([\p{L}_][\p{L}\p{M}\p{N}_]*)[ \t]*=(?!=)/gu), (match) => match[1] ?? "");
  return [...new Set(names.reverse())];
}

/** `overrides` with the reader's value for one more leaf. */
export function withValue(overrides: Overrides, source: string, name: string, value: Value): Overrides {
  return { ...overrides, [name]: { value, literal: literalOf(source, name) } };
}

/** The overrides that still hold for this text: those of names that occur in it, with the literal of then. */
export function keptFor(overrides: Overrides, source: string): Overrides {
  const kept = Object.entries(overrides).filter(
    ([name, { literal }]) => word(name).test(source) && literalOf(source, name) === literal,
  );
  return Object.fromEntries(kept);
}

type Roles = Readonly<Record<string, LeafRole>>;

/** The roles that still hold when the text changed: those of names that occur in it and are leaves as before. */
export function keptRoles(roles: Roles, before: string, after: string): Roles {
  const isLeaf = (name: string): boolean => {
    const literal = literalOf(after, name);
    return literal === literalOf(before, name) || PLAIN.test(literal ?? "");
  };
  return Object.fromEntries(Object.entries(roles).filter(([name]) => word(name).test(after) && isLeaf(name)));
}

/** Numbers and brackets only, also while they are being typed. */
const PLAIN = /^[\s\d.eE,+\-−[\]()]*$/;

export function valuesOf(overrides: Overrides): Record<string, Value> {
  return Object.fromEntries(Object.entries(overrides).map(([name, { value }]) => [name, value]));
}

function assignment(name: string): RegExp {
  return new RegExp(`(?:^|[;\\n])[ \\t]*${escaped(name)}[ \\t]*=(?!=)([^;\\n#]*)`, "gu");
}

function word(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, "u");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
