import { beforeEach, describe, expect, test } from "vitest";
import english from "../../app/locales/en.json";
import chinese from "../../app/locales/zh.json";
import { arrayText, readArray } from "../../static/src/array-text";
import { entriesOf, shapeOf, shapeText, sheetsOf } from "../../static/src/arrays";
import { summary } from "../../static/src/format";
import { useCatalogue } from "../../static/src/i18n";

beforeEach(() => { useCatalogue(english); });

describe("a value", () => {
  test("has a shape and entries", () => {
    expect([3, [1, 2], [[1, 2, 3], [4, 5, 6]], []].map(shapeOf)).toEqual([[], [2], [2, 3], [0]]);
    expect(shapeText([3, 2])).toBe("3×2");
    expect(entriesOf([[1, 2], [3, "NaN"]])).toEqual([1, 2, 3, "NaN"]);
  });

  test("of one axis is a column, of three it is several matrices", () => {
    expect(sheetsOf([1, 2])).toEqual([{ index: [], rows: [[1], [2]], isVector: true }]);
    expect(sheetsOf([[[1, 2]], [[3, 4]]]).map(({ index, rows }) => [index, rows])).toEqual([[[0], [[1, 2]]], [[1], [[3, 4]]]]);
  });

  test("in one line is its number, its entries or its range", () => {
    expect(summary(-2.260000001)).toBe("−2.260000001");
    expect(summary([[1, 2], [3, 4]])).toBe("2×2: [[1, 2], [3, 4]]");
    expect(summary(Array.from({ length: 40 }, (_, at) => at - 20))).toBe("40: −20 … 19");
    expect(summary(undefined)).toBe("—");
  });

  test("in one line of Chinese has a colon of Chinese", () => {
    useCatalogue(chinese);
    expect(summary([1, 2])).toBe("2：[1, 2]");
  });
});

describe("an array as text", () => {
  test("has the rows of a matrix on lines of their own", () => {
    expect(arrayText([[0.1, 0.2], [0.3, 0.4]])).toBe("[[0.1, 0.2],\n [0.3, 0.4]]");
    expect(arrayText([[[1], [2]], [[3], [4]]])).toBe("[[[1],\n  [2]],\n [[3],\n  [4]]]");
  });

  test.each([[[1, 2, 3]], [[[0.1, -2e-7], [3, 4]]], [[[[1]], [[2]]]], [[]]])("%j is read back as it was", (value) => {
    expect(readArray(arrayText(value))).toEqual(value);
  });

  test("may use true minus signs, spaces, and a comma at the end", () => {
    expect(readArray(" [ −1 , +2.5,\n3e−2, ] ")).toEqual([-1, 2.5, 0.03]);
  });

  test.each([
    ["[[1, 2], [3, abc]]", "not_a_number", { text: "abc", place: "2, 2" }],
    ["[1, 1e999]", "not_a_number", { text: "1e999", place: "2" }],
    ["[[1, 2], [3]]", "ragged", { place: "2", size: 1, first: 2 }],
    ["[[1], 2]", "mixed", { place: "2" }],
    ["[1, 2", "unfinished", {}],
    ["", "unfinished", {}],
    ["[1 2]", "comma", { text: "2", place: "1" }],
    ["[1] 2", "rest", { text: "2" }],
    ["[[[[[1]]]]]", "too_deep", {}],
    ["[1,,2]", "not_a_number", { text: ",", place: "2" }],
  ])("%j is refused with the place", (text, kind, params) => {
    expect(readArray(text)).toEqual({ key: `page.array.${kind}`, params });
  });
});
