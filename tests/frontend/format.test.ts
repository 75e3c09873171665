import { expect, test } from "vitest";
import { full, short, shown } from "../../static/src/format";
import type { Scalar } from "../../static/src/timeline";
import numbers from "../numbers.json";
import "./recorded";

test.each(numbers as [Scalar, string][])("%s is written as %s, as the engine does", (number, text) => {
  expect(short(number)).toBe(text);
});

test("all digits are kept where there is room for them", () => {
  expect(full(-2.4859999999999998)).toBe("−2.4859999999999998");
  expect(full(-0)).toBe("0");
  expect(full("-Infinity")).toBe("−∞");
});

test("a value that is not known yet is a dash, never 0", () => {
  expect(shown(undefined)).toBe("—");
  expect(shown(null)).toBe("—");
});

test("a small array is written entry by entry, a large one by its shape", () => {
  expect(shown([[1, -0.5], ["NaN", 2e-11]])).toBe("[[1, −0.5], [NaN, 2e−11]]");
  expect(shown([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]])).toBe("array 2×5");
  expect(shown([])).toBe("[]");
});
