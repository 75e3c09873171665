import { expect, test } from "vitest";
import { boxText, rangeAround } from "../../static/src/values";

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

test.each([
  [0.5, "0.5"],
  [-0.33333, "-0.3333"],
  [6.322e216, "6.3e+216"],
  [-6.322e-216, "-6e-216"],
  [-0.0012345, "-0.00123"],
  [-0.000012345, "-1.23e-5"],
  [123456789.123, "1.235e+8"],
])("a number box shows %d with the digits there is room for", (value, text) => {
  expect(boxText(value)).toBe(text);
  expect(boxText(value, true)).toBe(String(value));
});
