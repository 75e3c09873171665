/** The words of the page in the reader's language, by key. */

export type Params = Record<string, string | number>;

let catalogue: Record<string, string> = {};

export function useCatalogue(texts: Record<string, string>): void {
  catalogue = texts;
}

/** The text `key` with `{placeholders}` filled; a key that is missing shows itself. */
export function t(key: string, params: Params = {}): string {
  return (catalogue[key] ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
}

export function has(key: string): boolean {
  return key in catalogue;
}

/** Sentences one after the other; those that are missing are left out. */
export function sentences(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(t("page.sentence_space"));
}

/** Names as a sentence lists them: "a", "a and b", "a, b and c". */
export function list(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return t("page.and", { first: names.slice(0, -1).join(t("page.comma")), last: names.at(-1) ?? "" });
}
