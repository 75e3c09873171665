import { describe, expect, test } from "vitest";
import { attemptAt, helped, isSolved, judged, nextOpen, notRead, scoreOf, typed, type Attempt, type Attempts } from "../../static/src/practice/attempts";
import { decode, documentOf, encode, exerciseIn, ofProgram, ofTopic, type Exercise } from "../../static/src/practice/exercise";
import type { Feedback, Hint, Item } from "../../static/src/practice/server";
import { formOf } from "../../static/src/practice/words";
import { newSession, programOf } from "../../static/src/session";

const UNTRIED = attemptAt(new Map(), "x");
const RIGHT: Feedback = { item: "a", value: 2.01, is_right: true, diagnoses: [], answer: 2 };
const WRONG: Feedback = { item: "a", value: 3, is_right: false, diagnoses: ["wrong_sign", "overwrote"], answer: null };
const HINT: Hint = { rung: 1, is_last: false, code: "chain_rule", ops: ["mul"], nodes: [], edges: [], lines: [] };
const ITEMS: Item[] = ["a", "b", "c"].map((id) => ({ id, kind: "gradient", target: id, symbol: id, shape: [] }));
const SOLVED = judged(UNTRIED, RIGHT);

function attempts(...all: [string, Attempt][]): Attempts {
  return new Map(all);
}

describe("what the learner has done", () => {
  test("a right answer brings the number itself", () => {
    expect(SOLVED).toMatchObject({ verdict: "right", answer: 2 });
  });

  test("a wrong answer keeps the likeliest mistake, until another text is typed", () => {
    const wrong = judged(typed(UNTRIED, "3"), WRONG);
    expect(wrong).toMatchObject({ text: "3", verdict: "wrong", diagnosis: "wrong_sign", answer: null });
    expect(typed(wrong, "3")).toBe(wrong);
    expect(typed(wrong, "4")).toMatchObject({ text: "4", verdict: "open", diagnosis: null });
  });

  test("what cannot be read is not called wrong", () => {
    expect(notRead(UNTRIED, "why")).toMatchObject({ verdict: "unreadable", complaint: "why" });
  });

  test("what is solved stays solved", () => {
    expect(typed(SOLVED, "5")).toBe(SOLVED);
  });

  test("a rung that arrives twice is one rung", () => {
    const once = helped(UNTRIED, HINT);
    expect(helped(once, HINT)).toBe(once);
    expect(helped(once, { ...HINT, rung: 2 }).hints).toHaveLength(2);
  });
});

describe("the score", () => {
  test("counts what was solved, and what of it without a hint", () => {
    const done = attempts(["a", SOLVED], ["b", helped(SOLVED, HINT)], ["c", helped(UNTRIED, HINT)], ["elsewhere", SOLVED]);
    expect(scoreOf(ITEMS, done)).toEqual({ count: 3, solved: 2, alone: 1 });
    expect(isSolved(done, "b")).toBe(true);
  });

  test.each([
    ["a", [], "b"],
    ["a", ["b"], "c"],
    ["c", ["a"], "b"],
    ["", [], "a"],
    ["b", ["a", "b", "c"], null],
    ["b", ["a", "c"], "b"],
  ])("after %s, with %j solved, comes %s", (from, solved, next) => {
    expect(nextOpen(ITEMS, attempts(...solved.map((id): [string, Attempt] => [id, SOLVED])), from)).toBe(next);
  });
});

test.each([[[], ""], [[2], "[…, …]"], [[2, 1], "[[…], […]]"]])("an answer of shape %j is written %s", (shape, form) => {
  expect(formOf(shape)).toBe(form);
});

describe("an exercise in a link", () => {
  const OF_PROGRAM: Exercise = { ...ofProgram({ ...programOf(newSession("y = w·x²")), values: { x: [1, 2] }, learningRate: 0.5 }), kinds: ["local", "updated"], level: "hard" };
  const OF_TOPIC: Exercise = { from: { topic: "chain", seed: 7 }, kinds: null, level: "easy" };

  test.each([OF_PROGRAM, OF_TOPIC, ofTopic("neuron", "medium")])("comes back as it was", async (exercise) => {
    expect(await decode(await encode(exercise))).toEqual(exercise);
  });

  const topic = documentOf(OF_TOPIC);
  const program = documentOf(OF_PROGRAM);
  test.each([
    null, 3, [], {},
    { ...topic, l: "impossible" }, { ...topic, k: [] }, { ...topic, k: ["everything"] }, { ...topic, k: ["value", "value"] },
    { ...topic, n: -1 }, { ...topic, n: 1.5 }, { ...topic, n: 2 ** 31 }, { ...topic, n: "7" },
    { ...program, p: { s: 3 } }, { ...program, p: null },
  ])("that is none opens nothing: %j", (document) => {
    expect(exerciseIn(document)).toBeNull();
  });

  test.each(["", "x", "%%%", "AAAA"])("text %j is none", async (text) => {
    expect(await decode(text)).toBeNull();
  });
});
