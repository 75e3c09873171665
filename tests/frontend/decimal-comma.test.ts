import { expect, test } from "vitest";
import { withPoint } from "../../static/src/decimal-comma";

test.each([
  [",", "."],
  ["0,5", "0.5"],
  ["-1,25e3", "-1.25e3"],
  ["0.5", "0.5"],
  ["1,000.5", "1,000.5"],
  ["1,2,3", "1,2,3"],
])("a number written %s is read as %s", (typed, read) => {
  expect(withPoint(typed)).toBe(read);
});
