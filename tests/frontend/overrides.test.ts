import { describe, expect, test } from "vitest";
import { keptFor, keptRoles, literalOf, valuesOf, withValue } from "../../static/src/overrides";

const PROGRAM = "x = 2.0; w1 = 0.5 # start\ny = w1·x + b";

describe("the literal of a leaf", () => {
  test("stands behind its last assignment", () => {
    expect(literalOf(PROGRAM, "x")).toBe("2.0");
    expect(literalOf(PROGRAM, "w1")).toBe("0.5");
    expect(literalOf("x = 1\nx = 3", "x")).toBe("3");
  });

  test("is missing for a name that is assigned nowhere", () => {
    expect(literalOf(PROGRAM, "b")).toBeNull();
  });

  test("is not that of another name, of a comparison or of a sum", () => {
    expect(literalOf("xx = 1; y = x == 3", "x")).toBeNull();
    expect(literalOf("x += 3", "x")).toBeNull();
  });

  test("is found for names with marks and Greek letters", () => {
    expect(literalOf("ŷ = 2; θ₁ = 4", "ŷ")).toBe("2");
    expect(literalOf("ŷ = 2; θ₁ = 4", "θ₁")).toBe("4");
  });
});

describe("a value that the reader set", () => {
  const set = withValue(withValue({}, PROGRAM, "w1", 0.8), PROGRAM, "b", 3);

  test("is what the server is asked with", () => {
    expect(valuesOf(set)).toEqual({ w1: 0.8, b: 3 });
  });

  test("stays while the text around it changes", () => {
    expect(valuesOf(keptFor(set, PROGRAM.replace("y =", "loss ="))) ).toEqual({ w1: 0.8, b: 3 });
  });

  test("is given up when its literal changes", () => {
    expect(valuesOf(keptFor(set, PROGRAM.replace("0.5", "0.6")))).toEqual({ b: 3 });
  });

  test("is given up when its name leaves the text", () => {
    expect(valuesOf(keptFor(set, PROGRAM.replaceAll("w1", "w11")))).toEqual({ b: 3 });
  });

  test("is given up when the text begins to assign its name", () => {
    expect(valuesOf(keptFor(set, `b = x + 1\n${PROGRAM}`))).toEqual({ w1: 0.8 });
  });
});

describe("a role that the reader chose", () => {
  const kept = (after: string) => Object.keys(keptRoles({ w1: "constant", b: "input" }, PROGRAM, after));

  test("stays while its leaf gets another number", () => {
    expect(kept(PROGRAM.replace("0.5", "−0.75e2"))).toEqual(["w1", "b"]);
    expect(kept(PROGRAM.replace("0.5", "[[1, 2], [3, 4]]"))).toEqual(["w1", "b"]);
    expect(kept(`b = 2\n${PROGRAM}`)).toEqual(["w1", "b"]);
  });

  test("is given up when its name leaves the text, or is no leaf any more", () => {
    expect(kept(PROGRAM.replaceAll("w1", "w11"))).toEqual(["b"]);
    expect(kept(PROGRAM.replace("0.5", "2x"))).toEqual(["b"]);
  });
});
