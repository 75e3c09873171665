/** The box for the gradient to start from, which an output that is an array needs. */
import type { Problem } from "./api";
import { fill, listen } from "./array-row";
import { shapeOf, shapeText } from "./arrays";
import { find, h, setText, show } from "./dom";
import { assignedNames } from "./overrides";
import type { Value } from "./timeline";

/** The errors that a start gradient mends. */
const ASKING = ["output_not_scalar", "backward_needs_gradient", "gradient_shape"];

interface Actions {
  /** Start from this gradient; null for 1. */
  set: (seed: Value | null) => void;
  /** Differentiate another value of the program. */
  choose: (output: string) => void;
}

/** What the reader chose, and what the text offers. */
interface Wish {
  seed: Value | null;
  output: string | null;
  source: string;
}

/** Shows the box when there is a start gradient, or a problem that asks for one. */
export function createSeedBox({ set, choose }: Actions): (wish: Wish, problem: Problem | null) => void {
  const menu = find<HTMLSelectElement>("#output-menu");
  const box = find<HTMLTextAreaElement>("#seed-value");
  const trouble = find("#seed-problem");
  listen(box, trouble, set);
  find("#seed-use").addEventListener("click", () => { box.dispatchEvent(new Event("change")); });
  find("#seed-remove").addEventListener("click", () => { set(null); });
  menu.addEventListener("change", () => { choose(menu.value); });
  return ({ seed, output, source }, problem) => {
    const isAsked = problem !== null && ASKING.includes(problem.code);
    show(find("#seed"), seed !== null || isAsked);
    show(find("#seed-use"), isAsked);
    show(find("#seed-remove"), seed !== null);
    showOutputs(menu, isAsked ? assignedNames(source) : [], output);
    const ones = isAsked ? filled(readShape(problem), 1) : null;
    const value = seed ?? ones;
    if (value === null) return;
    setText(find("#seed-shape"), shapeText(shapeOf(ones ?? value)));
    if (document.activeElement !== box) fill(box, trouble, value);
  };
}

/** The values that can be differentiated instead; the program's own output stands as the empty choice. */
function showOutputs(menu: HTMLSelectElement, names: string[], chosen: string | null): void {
  show(find("#other-output"), names.length > 0);
  menu.replaceChildren(h("option", { value: "" }, "—"), ...names.map((name) => h("option", { value: name }, name)));
  menu.value = chosen ?? "";
}

/** The shape that the problem asks for: it is named as Python writes it, "(3, 2)". */
function readShape({ details }: Problem): number[] {
  return Array.from((details.expected ?? details.shape ?? "").matchAll(/\d+/g), ([digits]) => Number(digits));
}

function filled(shape: readonly number[], entry: number): Value {
  const [size, ...inner] = shape;
  return size === undefined ? entry : Array.from({ length: size }, () => filled(inner, entry));
}
