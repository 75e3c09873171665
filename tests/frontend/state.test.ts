import { describe, expect, test } from "vitest";
import { stateAt } from "../../static/src/state";
import type { Timeline } from "../../static/src/timeline";
import { timeline } from "./recorded";

function named(recorded: Timeline, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(recorded.nodes.filter(({ id }) => values.has(id)).map(({ id, name, label }) => [name ?? label, values.get(id)]));
}

describe("the state of the network", () => {
  const network = timeline("network");

  test("begins with the values of the leaves and nothing else", () => {
    const state = stateAt(network, 0);
    expect(named(network, state.value)).toEqual({ x: 2, target: 1, w1: 0.5, b1: 0.1, w2: -0.3, b2: 0.2 });
    expect(state.grad.size).toBe(0);
    expect(state.passed.size).toBe(0);
  });

  test("holds every value after the forward pass", () => {
    const values = named(network, stateAt(network, 7).value);
    expect(values).toMatchObject({ z1: 1.1, h: 1.1, y: expect.closeTo(-0.13) as number, loss: expect.closeTo(1.2769) as number });
    expect(stateAt(network, 7).grad.size).toBe(0);
  });

  test("holds the gradients that have been reached, and no other", () => {
    const grads = named(network, stateAt(network, 12).grad);
    expect(grads).toMatchObject({ w2: expect.closeTo(-2.486) as number, h: expect.closeTo(0.678) as number });
    expect(grads).not.toHaveProperty("w1");
  });

  test("holds the new parameters at the end", () => {
    const updated = named(network, stateAt(network, 19).updated);
    expect(Object.keys(updated)).toEqual(["w1", "b1", "w2", "b2"]);
    expect(updated.w1).toBeCloseTo(0.3644);
  });

  test("counts an edge as passed once its gradient has gone over it", () => {
    expect(stateAt(network, 8).passed.size).toBe(0);
    expect([...stateAt(network, 9).passed]).toEqual(["n12.0"]);
    expect(stateAt(network, 19).passed.size).toBe(network.edges.length);
  });
});

test("a gradient that arrives over two edges is their sum", () => {
  const square = timeline("square");
  expect(named(square, stateAt(square, 3).grad)).toMatchObject({ x: 6 });
});

test("a state does not depend on the way there", () => {
  const network = timeline("network");
  const there = stateAt(network, 12);
  stateAt(network, 19);
  expect(stateAt(network, 12)).toEqual(there);
});
