import { expect, test } from "vitest";
import { grouped } from "../../static/src/explore/counts";
import { evenPowers } from "../../static/src/explore/curve";
import { indices } from "../../static/src/explore/entries";
import { widths } from "../../static/src/explore/health";
import { firstNotFinite } from "../../static/src/explore/not-finite";
import { equation } from "../../static/src/explore/parts";
import { isStraight } from "../../static/src/explore/wiggle";
import { index } from "../../static/src/timeline";
import { timeline } from "./recorded";

const SPACE = "\u202f";

test.each([
  [3, "3"],
  ["1048576", `1${SPACE}048${SPACE}576`],
  ["9007199254740993", `9${SPACE}007${SPACE}199${SPACE}254${SPACE}740${SPACE}993`],
  [1n << 1000n, "≈ 1.071e301"],
])("the count %s is read as %s", (count, text) => {
  expect(grouped(count)).toBe(text);
});

test.each([
  [[], [[]]],
  [[3], [[0], [1], [2]]],
  [[2, 2], [[0, 0], [0, 1], [1, 0], [1, 1]]],
])("an array of shape %j has its entries row by row", (shape, entries) => {
  expect(indices(shape)).toEqual(entries);
});

test("an equation leaves out what repeats the part before and what is unknown", () => {
  expect(equation("y", "3", "3", null, "x", "x")).toBe("y = 3 = x");
});

const size = (exponent: number) => ({ size: 10 ** exponent, exponent });

test("a gradient ten times larger makes its edge wider by the same step each time", () => {
  const found = widths({ edges: { a: size(-4), b: size(-2), c: size(0) } });
  const [a = 0, b = 0, c = 0] = ["a", "b", "c"].map((edge) => found.get(edge));
  expect(c - b).toBeCloseTo(b - a);
  expect(b).toBeGreaterThan(a);
});

test("gradients that are almost equal make edges that look equal", () => {
  const found = widths({ edges: { a: size(0), b: size(0.1) } });
  expect((found.get("b") ?? 0) - (found.get("a") ?? 0)).toBeLessThan(0.5);
});

test("an edge that carries nothing has no width, and an infinite one the largest", () => {
  const nothing = { size: 0, exponent: null };
  const infinite = { size: "Infinity" as const, exponent: null };
  const found = widths({ edges: { nothing, infinite, most: size(2) } });
  expect(found.get("nothing")).toBe(0);
  expect(found.get("infinite")).toBe(found.get("most"));
});

test("a walk through finite numbers has no origin of a NaN", () => {
  expect(firstNotFinite(index(timeline("network")))).toBeNull();
});

test("the first number that is none is found with its step, also inside of arrays", () => {
  const walk = structuredClone(timeline("square"));
  const step = walk.steps[1];
  if (step?.writes[0] === undefined) throw new Error("the walk is too short");
  step.writes[0].value = [[1, "NaN"]];
  expect(firstNotFinite(index(walk))).toEqual({ phase: step.phase, node: step.node, step: 1, value: "NaN" });
});

test.each([
  [1e-14, 1, [1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]],
  [0.5, 3, [1]],
  [2, 3, []],
])("between %d and %d the curve has a line at every hundredfold", (low, high, lines) => {
  expect(evenPowers(low, high)).toEqual(lines);
});

test.each([
  ["rounding beside the output", 1e-16, true],
  ["a tenth of the nudge", 0.01, false],
])("an output is a straight line in a leaf unless a gap is more than rounding: %s", (_name, gap, straight) => {
  expect(isStraight({ output: 5, ladder: [{ nudge: 0.1, predicted: 0.1, real: 0.1, gap }] })).toBe(straight);
});
