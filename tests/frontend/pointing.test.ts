import { expect, test } from "vitest";
import { nodeAt } from "../../static/src/pointing";
import { index } from "../../static/src/timeline";
import { timeline } from "./recorded";

const network = index(timeline("network"));

function under(text: string, within: string): string | null {
  const source = network.timeline.source;
  const start = source.indexOf(within) + within.indexOf(text);
  return nodeAt(network, Array.from(source.slice(0, start)).length)?.label ?? null;
}

test("the smallest expression around a place is its node", () => {
  expect(under("w2·h", "y = w2·h + b2")).toBe("w2·h");
  expect(under("+", "y = w2·h + b2")).toBe("w2·h + b2");
  expect(under("−", "(y − target)²")).toBe("y − target");
});

test("an assignment of a literal is its leaf", () => {
  expect(under("0.5", "w1 = 0.5")).toBe("w1");
});

test("between statements there is no node", () => {
  expect(under(";", "h = relu(z1)\ny".replace("h", ";  h"))).toBeNull();
});
