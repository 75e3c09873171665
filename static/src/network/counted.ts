/** Numbers of things: "1 epoch", "500 epochs". */
import { short } from "../format";
import { t } from "../i18n";

/** So many of them, in the form that the reader's language has for the number. */
export function counted(things: "epochs" | "updates" | "parameters", number: number): string {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number) === "one" ? "one" : "other";
  return t(`network.count.${things}.${form}`, { count: count(number) });
}

/** Whole numbers in groups of three. */
export function count(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e12 ? number.toLocaleString(document.documentElement.lang) : short(number);
}
