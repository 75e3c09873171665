import { describe, expect, test } from "vitest";
import type { Problem } from "../../static/src/api";
import { codePoint, rangeOfProblem, rangeOfSpan } from "../../static/src/positions";

function problemAt(line: number | null, column: number, endLine = line, endColumn = column): Problem {
  return { code: "x", message: "", hint: null, details: {}, field: null, line, column, end_line: endLine, end_column: endColumn };
}

describe("code points of the server become offsets of the browser", () => {
  test("a letter outside the basic plane counts once there and twice here", () => {
    expect(rangeOfSpan("𝑥 = 𝑦·2", [4, 5])).toEqual({ from: 5, to: 7 });
  });

  test("and back", () => {
    expect(codePoint("𝑥 = 𝑦·2", 5)).toBe(4);
  });
});

describe("the place of a problem", () => {
  test("is found by line and column", () => {
    expect(rangeOfProblem("a = 1\ny = sinn(a)", problemAt(2, 5, 2, 9))).toEqual({ from: 10, to: 14 });
  });

  test("reaches over lines", () => {
    expect(rangeOfProblem("y = (1 +\n2", problemAt(1, 5, 2, 2))).toEqual({ from: 4, to: 10 });
  });

  test("is widened to a character where it is empty", () => {
    expect(rangeOfProblem("y = )", problemAt(1, 5))).toEqual({ from: 4, to: 5 });
  });

  test("is the last character where the text ends too early", () => {
    expect(rangeOfProblem("y = 2 +", problemAt(1, 8))).toEqual({ from: 6, to: 7 });
  });

  test("is nowhere for a problem that has none", () => {
    expect(rangeOfProblem("y = 2", problemAt(null, 1))).toBeNull();
  });

  test("stays inside an empty text", () => {
    expect(rangeOfProblem("", problemAt(1, 1))).toEqual({ from: 0, to: 0 });
  });
});
