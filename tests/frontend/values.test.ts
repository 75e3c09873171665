import { expect, test } from "vitest";
import { rangeAround } from "../../static/src/values";

test.each([
  [0, 5],
  [0.5, 5],
  [-4.9, 5],
  [5, 10],
  [-7, 10],
  [10, 20],
  [15, 20],
  [49, 50],
  [123, 200],
  [-1e6, 2e6],
])("the slider of %d reaches from minus to plus %d", (value, range) => {
  expect(rangeAround(value)).toBe(range);
});

test("a value that is no number has the smallest range", () => {
  expect(rangeAround(NaN)).toBe(5);
});
