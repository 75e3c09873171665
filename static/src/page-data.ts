/** What the server tells the scripts of a page to start with. */
import { find } from "./dom";
import type { Example } from "./examples";
import { useCatalogue } from "./i18n";
import type { OpEntry } from "./language";

export interface PageData {
  lang: string;
  catalogue: Record<string, string>;
  examples: Example[];
  ops: OpEntry[];
}

/** Read the page's data block and put its words to use. */
export function readPageData(): PageData {
  const data = JSON.parse(find("#page-data").textContent) as PageData;
  useCatalogue(data.catalogue);
  return data;
}
