/** Arrays as text to edit: nested lists, one row a line, and what is wrong with them. Pure. */
import { shapeOf } from "./arrays";
import type { Params } from "./i18n";
import type { Scalar, Value } from "./timeline";

/** Why a text is no array: a key of the catalogue and what fills its sentence. */
export interface Misfit {
  key: string;
  params: Params;
}

const DEEPEST = 4;
const TOKEN = /\s*([[\],]|[^[\],\s]+)/gy;
const NUMBER = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+−]?\d+)?$/;

/** Nested lists with the rows of a matrix on lines of their own. */
export function arrayText(value: Value, indent = ""): string {
  if (!Array.isArray(value)) return numberText(value);
  if (!value.some(Array.isArray)) return `[${value.map((entry) => arrayText(entry)).join(", ")}]`;
  return `[${value.map((row) => arrayText(row, `${indent} `)).join(`,\n${indent} `)}]`;
}

function numberText(value: Scalar): string {
  return String(value);
}

/** The array in a text that a person wrote, or what is wrong with it. */
export function readArray(text: string): Value | Misfit {
  const tokens = Array.from(text.matchAll(TOKEN), (match) => match[1] ?? "");
  const reader = { tokens, at: 0 };
  const found = readValue(reader, []);
  if (isMisfit(found)) return found;
  if (reader.at < tokens.length) return misfit("rest", { text: tokens[reader.at] ?? "" });
  return raggedPlace(found, []) ?? found;
}

export function isMisfit(found: Value | Misfit): found is Misfit {
  return typeof found === "object" && "key" in found;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readValue(reader: Reader, path: number[]): Value | Misfit {
  const token = reader.tokens[reader.at];
  if (token === undefined) return misfit("unfinished", {});
  reader.at += 1;
  if (token === "[") return path.length < DEEPEST ? readList(reader, path) : misfit("too_deep", {});
  const number = token.replaceAll("−", "-");
  if (NUMBER.test(number) && Number.isFinite(Number(number))) return Number(number);
  return misfit("not_a_number", { text: token, place: path.map((at) => at + 1).join(", ") || "1" });
}

function readList(reader: Reader, path: number[]): Value | Misfit {
  const entries: Value[] = [];
  while (reader.tokens[reader.at] !== "]") {
    const entry = readValue(reader, [...path, entries.length]);
    if (isMisfit(entry)) return entry;
    entries.push(entry);
    const next = reader.tokens[reader.at];
    if (next === ",") reader.at += 1;
    else if (next !== "]") return next === undefined ? misfit("unfinished", {}) : misfit("comma", { text: next, place: [...path, entries.length].join(", ") });
  }
  reader.at += 1;
  return entries;
}

/** Where rows differ in length or depth; null for a real array. */
function raggedPlace(value: Value, path: number[]): Misfit | null {
  if (!Array.isArray(value)) return null;
  const first = value[0] === undefined ? [] : shapeOf(value[0]);
  for (const [at, entry] of value.entries()) {
    const inner = raggedPlace(entry, [...path, at + 1]);
    if (inner !== null) return inner;
    const shape = shapeOf(entry);
    if (shape.length !== first.length) return misfit("mixed", { place: [...path, at + 1].join(", ") });
    if (shape.join() !== first.join()) return misfit("ragged", { place: [...path, at + 1].join(", "), size: shape[0] ?? 1, first: first[0] ?? 1 });
  }
  return null;
}

function misfit(kind: string, params: Params): Misfit {
  return { key: `page.array.${kind}`, params };
}
