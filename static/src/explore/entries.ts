/** Choosing one entry of an array leaf; hidden for a single number. */
import { t } from "../i18n";
import { createChooser } from "./chooser";

/** More entries make no menu; the first ones stand for them. */
const MOST = 256;

export interface Entries {
  readonly element: HTMLElement;
  offer: (shape: readonly number[]) => void;
  /** Empty for a single number. */
  index: () => number[];
}

export function createEntries(changed: () => void): Entries {
  const menu = createChooser(t("explore.entry"), changed);
  return {
    element: menu.element,
    offer(shape) {
      menu.element.hidden = shape.length === 0;
      menu.offer(shape.length === 0 ? [] : indices(shape).map((index) => ({ value: index.join(), label: `[${index.join(", ")}]` })));
    },
    index: () => (menu.chosen() ?? "").split(",").filter(Boolean).map(Number),
  };
}

/** The indices of the entries, from 0, in the order in which they are written. */
export function indices(shape: readonly number[]): number[][] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: Math.min(size, MOST) }, (_, flat) => unravel(flat, shape));
}

function unravel(flat: number, shape: readonly number[]): number[] {
  let rest = flat;
  const index: number[] = [];
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
