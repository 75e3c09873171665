/** Numbers as the page shows them; engine/numbers.py does the same (tests/numbers.json holds for both). */
import { entriesOf, shapeOf, shapeText } from "./arrays";
import { t } from "./i18n";
import type { Scalar, Value } from "./timeline";

export const UNKNOWN = "—";

const SPECIAL: Record<string, string> = { NaN: "NaN", Infinity: "∞", "-Infinity": "−∞" };

/** Four significant digits; integer digits are kept up to a million, powers of ten beyond. */
export function short(x: Scalar): string {
  if (typeof x === "string" || !Number.isFinite(x)) return SPECIAL[String(x)] ?? String(x);
  if (x === 0) return "0";
  const size = Math.abs(x);
  const plain = size >= 1e3 && size < 1e6 ? x.toFixed(0) : x.toPrecision(4);
  const rounded = Math.abs(Number(plain));
  return typeset(rounded < 1e-4 || rounded >= 1e6 ? tidyExponent(x.toExponential(3)) : dropZeros(plain));
}

/** Every digit that tells this float64 from its neighbours. */
export function full(x: Scalar): string {
  if (typeof x === "string" || !Number.isFinite(x)) return short(x);
  return typeset(String(x === 0 ? 0 : x));
}

/** Arrays with more entries are told by their shape. */
const FEW = 9;

/** A value of any shape in the space of a number. */
export function shown(value: Value | null | undefined, digits: (x: Scalar) => string = short): string {
  if (value === null || value === undefined) return UNKNOWN;
  return entriesOf(value).length > FEW ? t("page.array", { shape: shapeText(shapeOf(value)) }) : listed(value, digits);
}

function listed(value: Value, digits: (x: Scalar) => string): string {
  return Array.isArray(value) ? `[${value.map((entry) => listed(entry, digits)).join(", ")}]` : digits(value);
}

/** A value for one line: all digits of a number, a small array with its shape, of a large one its range. */
export function summary(value: Value | null | undefined): string {
  if (!Array.isArray(value)) return shown(value, full);
  const entries = entriesOf(value);
  const told = (entry: string): string => t("page.labelled", { label: shapeText(shapeOf(value)), value: entry });
  if (entries.length <= FEW) return told(shown(value, full));
  const numbers = entries.map(Number);
  const [least, most] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  return told(`${short(least)} … ${short(most)}`);
}

/** Finite numbers as such, everything else as the float it stands for. */
export function toNumber(x: Scalar): number {
  return Number(x);
}

function dropZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function tidyExponent(text: string): string {
  const [mantissa = "", exponent = ""] = text.split("e");
  return `${dropZeros(mantissa)}e${exponent.replace("+", "")}`;
}

function typeset(text: string): string {
  return text.replaceAll("-", "−");
}
