import { describe, expect, test } from "vitest";
import { definition, explain, spoken } from "../../static/src/sentences";
import { momentAt } from "../../static/src/state";
import { index, type TimelineNode } from "../../static/src/timeline";
import { moment, timeline, type Name } from "./recorded";

function words(name: Name, k: number): string {
  const { title, sentences } = explain(moment(name, k));
  return [title, ...sentences].join(" | ");
}

function nodeCalled(name: Name, label: string): TimelineNode {
  const node = timeline(name).nodes.find((each) => each.label === label);
  if (node === undefined) throw new Error(`no node ${label}`);
  return node;
}

describe("a step in words", () => {
  test("the start says what will come", () => {
    expect(words("network", 0)).toMatch(/^7 steps forward, 8 back \| Press →/);
  });

  test("a forward step names result, op and operands", () => {
    expect(words("network", 1)).toBe("compute u₁ = w1·x | u₁ is w1 times x.");
    expect(words("network", 3)).toContain("h is z1 where that is positive");
  });

  test("a folded constant is named by its number", () => {
    expect(words("folded", 1)).toContain("is 3 times x.");
  });

  test("an operand without a name is spoken of as the picture shows it", () => {
    expect(words("network", 5)).toContain("y is the sum of w2·h and b2.");
  });

  test("the seed explains why it is 1", () => {
    expect(words("network", 8)).toContain("The gradient of loss with respect to itself is 1");
  });

  test("a backward step gives the upstream gradient and where it goes", () => {
    expect(words("network", 12)).toContain("The gradient that reached w2·h, −2.26, is multiplied by each local derivative and passed on to w2 and h.");
  });

  test("an update says which way the parameter moves", () => {
    expect(words("network", 16)).toContain("a smaller w1 makes loss smaller");
    expect(words("network", 18)).toContain("a larger w2 makes loss smaller");
  });

  test("an ascent goes along the gradient", () => {
    const { update, ...rest } = timeline("network");
    const up = index({ ...rest, update: update && { ...update, direction: "ascent" } });
    const told = explain(momentAt(up, 16)).sentences.join(" ");
    expect(told).toContain("0.1 times the gradient 1.356 is added");
    expect(told).toContain("a larger w1 makes loss larger");
    expect(explain(momentAt(up, 0)).sentences.join(" ")).toContain("a small step along its gradient");
  });

  test("behind the last update comes the next forward pass", () => {
    expect(words("network", 18)).not.toContain("Going forward again");
    expect(words("network", 19)).toContain("Going forward again, loss changes from 1.277 to 0.3759.");
    expect(words("network", 19)).not.toContain("too long");
  });

  test("the last update says when the step was too long", () => {
    const { update, ...rest } = timeline("network");
    const overshot = index({ ...rest, update: update && { ...update, after: 451.2 } });
    expect(explain(momentAt(overshot, 19)).sentences.join(" ")).toContain("from 1.277 to 451.2. The step was too long: loss became larger.");
  });

  test("the first update alone says that the labels on the edges stay behind", () => {
    const told = [16, 17, 18, 19].map((k) => words("network", k).includes("the labels on the edges still belong to the old ones"));
    expect(told).toEqual([true, false, false, false]);
  });

  test("a walk of one step forward is told in the singular", () => {
    expect(words("square", 0)).toMatch(/^1 step forward, /);
  });
});

describe("gradients that add up", () => {
  test("two uses in one step are told as such", () => {
    expect(words("square", 3)).toContain("x is used here more than once");
  });

  test("the first use and a later one differ", () => {
    const told = timeline("shared").steps.map((_step, at) => words("shared", at + 1)).filter((text) => text.includes("used 2 times"));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("this is its first part");
    expect(told[1]).toContain("gradients accumulate");
  });
});

describe("where no gradient flows", () => {
  const all = timeline("gate").steps.map((_step, at) => words("gate", at + 1));

  test("a gate that is shut is named", () => {
    expect(all.some((text) => text.startsWith("through ReLU") && text.includes("is 0 here"))).toBe(true);
  });

  test("a comparison passes nothing and is not said to multiply", () => {
    const comparison = all.find((text) => text.startsWith("through >"));
    expect(comparison).toContain("No gradient passes through here.");
    expect(comparison).not.toContain("—");
  });
});

describe("a value that is no ordinary number", () => {
  const all = timeline("broken").steps.map((_step, at) => words("broken", at + 1));
  const told = (what: string): string[] => all.filter((text) => text.includes(what)).map((text) => text.split(" | ")[0] ?? "");

  test("is explained where it first appears, and only there", () => {
    expect(told("not a number")).toEqual(["compute u₁ = ln(x)"]);
    expect(told("infinite")).toEqual(["compute u₃ = 1 / (x + 1)"]);
  });
});

describe("the name of a node", () => {
  test("stands before its expression", () => {
    expect(definition(nodeCalled("network", "w2·h"))).toBe("u₂ = w2·h");
    expect(definition(nodeCalled("network", "x"))).toBe("x");
  });

  test("is put in brackets where the sentence would break it", () => {
    expect(spoken(nodeCalled("network", "y − target"))).toBe("(y − target)");
    expect(spoken(nodeCalled("gate", "relu(x)"))).toBe("relu(x)");
  });

  test("is its symbol where its expression is long", () => {
    const long = { ...nodeCalled("network", "w2·h"), label: "w1·x1 + w2·x2 + w3·x3 + b" };
    expect(spoken(long)).toBe("u₂");
  });
});

test("every step of every recorded walk is told in whole sentences", () => {
  for (const name of ["broken", "folded", "gate", "network", "shared", "square"] as const) {
    for (const at of timeline(name).steps.keys()) {
      const { title, sentences } = explain(moment(name, at + 1));
      for (const text of [title, ...sentences]) expect(text).not.toMatch(/[{}]|undefined|\bop\.|\bstep\.|page\./);
    }
  }
});
