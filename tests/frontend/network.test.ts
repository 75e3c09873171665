import { describe, expect, test } from "vitest";
import { readNumber, runName, sameNumbers, toRun, weights, type Choices } from "../../static/src/network/choices";
import { aligned, curvesOf, lossAt } from "../../static/src/network/curves";
import { places, radius, strokeWidth, WIDTH } from "../../static/src/network/diagram-layout";
import { place, updateAt, updateOfEpoch } from "../../static/src/network/machine-scale";
import { extent, scale, ticks } from "../../static/src/network/scale";
import { path } from "../../static/src/network/svg";
import { fitting, isOver, latestState, type Training } from "../../static/src/network/training";
import type { LossPoint, Run } from "../../static/src/network/types";

const CHOICES: Choices = {
  boxes: {
    set: "square", points: "50", noise: "0.3", "data-seed": "42", csv: "", "test-share": "0", loss: "squared_error",
    start: "course", "start-seed": "0", optimizer: "sgd", batch: "1", rate: "0.01", epochs: "500",
  },
  layers: [{ neurons: 3, activation: "relu" }],
  shuffle: false,
};

function withBoxes(boxes: Record<string, string>): Choices {
  return { ...CHOICES, boxes: { ...CHOICES.boxes, ...boxes } };
}

function run(choices = CHOICES): Run {
  const found = toRun(choices, null);
  if ("wrong" in found) throw new Error("a run was expected");
  return found;
}

describe("the boxes of the page describe a run", () => {
  test("as they stand at first: the course's training", () => {
    expect(run()).toMatchObject({ learning_rate: 0.01, epochs: 500, batch_size: 1, data: { set: "square", points: 50, noise: 0.3, seed: 42 } });
  });
  test("the course's start goes on after the data; the others have a seed", () => {
    expect(run().network).toMatchObject({ start: "course", start_seed: null });
    expect(run(withBoxes({ start: "normal", "start-seed": "13" })).network).toMatchObject({ start: "course", start_seed: 13 });
    expect(run(withBoxes({ start: "he" })).network).toMatchObject({ start: "he", start_seed: 0 });
  });
  test("a seed that is not asked for is not read", () => {
    expect(run(withBoxes({ "start-seed": "many" })).network.start_seed).toBeNull();
  });
  test("all samples are no number of samples", () => {
    expect(run(withBoxes({ batch: "all" })).batch_size).toBeNull();
  });
  test("own data take the place of a drawn set, whose boxes are not read", () => {
    expect(run(withBoxes({ set: "own", csv: "1,2", points: "many" })).data).toEqual({ csv: "1,2" });
  });
  test("an own program goes with the network whose names it uses", () => {
    expect(toRun(CHOICES, { source: "loss = w·x", view: "scalar" })).toMatchObject({ source: "loss = w·x", view: "scalar", network: { loss: "squared_error" } });
  });
  test("a decimal comma is a point in boxes for fractions", () => {
    expect(run(withBoxes({ rate: "0,05", noise: "1,5" }))).toMatchObject({ learning_rate: 0.05, data: { noise: 1.5 } });
  });
  test("a comma in a whole number may part thousands, so it is asked about", () => {
    expect(toRun(withBoxes({ epochs: "1,000" }), null)).toEqual({ wrong: [{ box: "epochs", label: "network.epochs", text: "1,000" }] });
  });
  test("every box that is no number is named with its text", () => {
    const found = toRun(withBoxes({ rate: "abc", epochs: "" }), null);
    expect(found).toEqual({ wrong: [{ box: "rate", label: "network.rate", text: "abc" }, { box: "epochs", label: "network.epochs", text: "" }] });
  });
});

test.each([
  ["0.01", 0.01], [" 1e-3 ", 0.001], ["−0.5", -0.5], ["5", 5],
  ["", null], ["abc", null], ["NaN", null], ["Infinity", null], ["1,5", null],
])("%j is read as %j", (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test("runs that differ in epochs alone are one training", () => {
  expect(sameNumbers(run(), run(withBoxes({ epochs: "900" })))).toBe(true);
  expect(sameNumbers(run(), run(withBoxes({ rate: "0.02" })))).toBe(false);
});

test("a run is named by its layers, its optimizer and its learning rate", () => {
  expect(runName(run(), "SGD", "own")).toBe("3 · SGD · 0.01");
  expect(runName({ ...run(), source: "loss = w·x" }, "Adam", "own")).toBe("own · Adam · 0.01");
});

test("weights are counted from layer to layer", () => {
  expect(weights(run())).toBe(6);
  expect(weights({ ...run(), network: { ...run().network, hidden: [4, 4].map((neurons) => ({ neurons, activation: "relu" })) } })).toBe(24);
});

describe("loss curves", () => {
  const losses: LossPoint[] = [[1, 2, null], [2, 0.5, 0.6], [3, "Infinity", null]];
  test("the test loss is a curve of its own where it was measured", () => {
    expect(curvesOf("a", "a, test", "run-now", losses).map(({ name, points }) => [name, points.length])).toEqual([["a", 3], ["a, test", 1]]);
  });
  test("several runs share one axis; what cannot be drawn is left out", () => {
    const curves = [...curvesOf("a", "", "run-now", losses), ...curvesOf("b", "", "run-1", [[5, 0, null]])];
    expect(aligned(curves, false)).toEqual([[1, 2, 3, 5], [2, 0.5, null, null], [null, 0.6, null, null], [null, null, null, null]]);
  });
  test("the loss at a moment is that of the last epoch that is over", () => {
    expect(lossAt(losses, 2.7)).toBe(0.5);
    expect(lossAt(losses, 0.1)).toBe(2);
    expect(lossAt([], 1)).toBeNull();
  });
});

describe("the time machine's slider", () => {
  test.each([false, true])("reaches the first and the last update (log: %s)", (isLog) => {
    expect([updateAt(0, 25_000, isLog), updateAt(1, 25_000, isLog)]).toEqual([1, 25_000]);
  });
  test.each([1, 2, 99, 12_432, 25_000])("stands where update %i is", (update) => {
    for (const isLog of [false, true]) expect(updateAt(place(update, 25_000, isLog), 25_000, isLog)).toBe(update);
  });
  test("is at its start when there is one update", () => {
    expect(place(1, 1, true)).toBe(0);
  });
  test("a click on the epoch axis is an update", () => {
    expect(updateOfEpoch(248.64, 50)).toBe(12_432);
    expect(updateOfEpoch(-3, 50)).toBe(1);
  });
});

describe("scales", () => {
  test("round numbers stand within the axis", () => {
    expect(ticks([-2.1, 2.1], 4)).toEqual([-2, -1, 0, 1, 2]);
    expect(ticks([0, 0.0021], 4)).toEqual([0, 0.0005, 0.001, 0.0015, 0.002]);
  });
  test("what is not finite has no extent", () => {
    expect(extent([NaN, 3, Infinity, 1])).toEqual([1, 3]);
    expect(extent([2, 2])).toEqual([1, 3]);
    expect(extent([])).toEqual([0, 1]);
  });
  test("a scale maps its ends to its places", () => {
    const x = scale(-1, 1, 10, 30);
    expect([x(-1), x(0), x(1)]).toEqual([10, 20, 30]);
  });
  test("a path is broken where a number is missing", () => {
    expect(path([[0, 0], [1, 1], [2, NaN], [3, 3]])).toBe("M0.0,0.0L1.0,1.0M3.0,3.0");
  });
});

describe("the diagram", () => {
  test("has a column a layer, all within the picture", () => {
    const columns = places([1, 16, 3]);
    expect(columns.map((column) => column.length)).toEqual([1, 16, 3]);
    expect(columns.flat().every(({ x }) => x > 0 && x < WIDTH)).toBe(true);
  });
  test("has smaller neurons where a layer is full", () => {
    expect(radius([1, 16, 1])).toBeLessThan(radius([1, 3, 1]));
  });
  test("draws the largest number widest, and none that is not finite", () => {
    expect(strokeWidth(-2, 2)).toBeGreaterThan(strokeWidth(1, 2));
    expect(strokeWidth(0, 0)).toBeGreaterThan(0);
    expect(Number.isFinite(strokeWidth(Infinity, 2))).toBe(true);
  });
});

describe("a training is over", () => {
  const training = (front: number, reason: "done" | "diverged"): Training =>
    ({ run: run(), front, start: { updates_per_epoch: 50 }, end: { reason } }) as unknown as Training;
  test("when all updates are done, unless more epochs are asked for", () => {
    expect(isOver(training(25_000, "done"), run())).toBe(true);
    expect(isOver(training(25_000, "done"), run(withBoxes({ epochs: "900" })))).toBe(false);
  });
  test("when it diverged", () => {
    expect(isOver(training(12, "diverged"), run())).toBe(true);
  });
});

describe("a server need not make again what the page knows", () => {
  const frames = [[0, null], [50, "a"], [120, "b"]].map(([update, state]) => ({ update, state }));
  const training = { frames } as unknown as Training;
  test("from the latest state that is not after the update", () => {
    expect(latestState(training, 119)).toEqual({ from_update: 50, state: "a" });
    expect(latestState(training, 120)).toEqual({ from_update: 120, state: "b" });
  });
  test("but before the first frame of the training it knows nothing", () => {
    expect(latestState(training, 49)).toBeNull();
  });
  test("a state goes along unless the request grows too long for the server", () => {
    const body = { csv: "ŷ".repeat(32_700) };
    expect(fitting({ a: 1 }, { from_update: 50, state: "a" })).toEqual({ a: 1, from_update: 50, state: "a" });
    expect(fitting(body, { from_update: 50, state: "a".repeat(200) })).toEqual(body);
    expect(fitting(body, null)).toEqual(body);
  });
});
