import { describe, expect, test } from "vitest";
import { explain } from "../../static/src/sentences";
import { factorsOf, resultOf } from "../../static/src/step-arrays";
import type { Formula, Step, Trace } from "../../static/src/timeline";
import { moment } from "./recorded";

const FORWARD = 4;

/** The last step done and its first formula. */
function last(k: number): [Trace, Step, Formula] {
  const { trace, step } = moment("layer", k);
  const [formula] = step?.formulas ?? [];
  if (step === null || formula === undefined) throw new Error(`no formula at ${k}`);
  return [trace, step, formula];
}

describe("the result of a step", () => {
  test("is the value of an op, the part an edge adds, or the updated value", () => {
    expect(resultOf(...last(1))).toEqual([-1, -1]);
    expect(resultOf(...last(FORWARD + 2))).toEqual([1, 1]);
    expect(resultOf(...last(-1))).not.toBeNull();
  });
});

describe("the factors of a formula", () => {
  test("stand in it while they are small", () => {
    expect(factorsOf(...last(1))).toEqual([]);
  });

  test("are listed once each when they are too large for it", () => {
    const [trace, step, formula] = last(1);
    const large = Array.from({ length: 5 }, () => [1, 2, 3, 4]);
    const nodes = new Map([...trace.nodes].map(([id, node]) => [id, node.name === "W" ? { ...node, value: large } : node]));
    expect(factorsOf({ ...trace, nodes }, step, formula)).toEqual([{ name: "W", kind: "value", value: large }]);
  });
});

test("a copied operand is told with shapes and axes", () => {
  const back = [FORWARD + 3, FORWARD + 4].map((k) => explain(moment("layer", k)).sentences.join(" ")).join(" ");
  expect(back).toContain("b (a single number) was copied along axis 0 to fit shape 2, so its gradient is summed over axis 0.");
});

test("an array in a sentence is told by its shape", () => {
  expect(explain(moment("layer", FORWARD + 3)).sentences[0]).toContain("an array of shape 2");
});
