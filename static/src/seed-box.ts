/** The box for the gradient to start from, which an output that is an array needs. */
import type { Problem } from "./api";
import { fill, listen } from "./array-row";
import { shapeOf, shapeText } from "./arrays";
import { find, setText, show } from "./dom";
import type { Value } from "./timeline";

/** The errors that a start gradient mends. */
const ASKING = ["output_not_scalar", "backward_needs_gradient", "gradient_shape"];

/** Shows the box when there is a start gradient, or a problem that asks for one. */
export function createSeedBox(set: (seed: Value | null) => void): (seed: Value | null, problem: Problem | null) => void {
  const box = find<HTMLTextAreaElement>("#seed-value");
  const trouble = find("#seed-problem");
  listen(box, trouble, set);
  find("#seed-use").addEventListener("click", () => { box.dispatchEvent(new Event("change")); });
  find("#seed-remove").addEventListener("click", () => { set(null); });
  return (seed, problem) => {
    const isAsked = problem !== null && ASKING.includes(problem.code);
    show(find("#seed"), seed !== null || isAsked);
    show(find("#seed-use"), isAsked);
    show(find("#seed-remove"), seed !== null);
    const ones = isAsked ? filled(readShape(problem), 1) : null;
    const value = seed ?? ones;
    if (value === null) return;
    setText(find("#seed-shape"), shapeText(shapeOf(ones ?? value)));
    if (document.activeElement !== box) fill(box, trouble, value);
  };
}

/** The shape that the problem asks for: it is named as Python writes it, "(3, 2)". */
function readShape({ details }: Problem): number[] {
  return Array.from((details.expected ?? details.shape ?? "").matchAll(/\d+/g), ([digits]) => Number(digits));
}

function filled(shape: readonly number[], entry: number): Value {
  const [size, ...inner] = shape;
  return size === undefined ? entry : Array.from({ length: size }, () => filled(inner, entry));
}
