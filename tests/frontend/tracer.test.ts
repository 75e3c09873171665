import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer, Program } from "../../static/src/api";
import { createTracer, type Tracer } from "../../static/src/tracer";

interface Call {
  body: Record<string, unknown>;
  signal: AbortSignal;
  answer: (document: unknown) => void;
}

let calls: Call[];
let answered: [string, unknown][];
let unreachable: number;

beforeEach(() => {
  calls = [];
  answered = [];
  unreachable = 0;
  vi.stubGlobal("fetch", (_url: string, { body, signal }: { body: string; signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => { reject(new DOMException("", "AbortError")); });
      const answer = (document: unknown): void => { resolve({ json: () => Promise.resolve(document) }); };
      calls.push({ body: JSON.parse(body) as Record<string, unknown>, signal, answer });
    }),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function tracer(knownLayout: string | null = null): Tracer {
  return createTracer({
    lang: "en",
    knownLayout: () => knownLayout,
    answered: (program: Program, answer: Answer) => answered.push([program.source, answer]),
    unreachable: () => (unreachable += 1),
    busy: () => undefined,
  });
}

function program(source: string, x = 1): Program {
  return { source, values: { x }, output: null, seed: null, opened: null, learningRate: 0.1, direction: "ascent", roles: { x: "constant" } };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("a request carries program, values, roles, how it is updated and the layout on the screen", () => {
  tracer("abc").ask(program("y = x"));
  expect(calls[0]?.body).toMatchObject({ source: "y = x", values: { x: 1 }, known_layout: "abc", learning_rate: 0.1, direction: "ascent", roles: { x: "constant" } });
  expect(calls[0]?.body).not.toHaveProperty("output");
  expect(calls[0]?.body).not.toHaveProperty("explained");
});

test("a moving slider sends one request at a time and then the newest", async () => {
  const { ask } = tracer();
  for (const x of [1, 2, 3, 4]) ask(program("y = x", x));
  expect(calls.map((call) => call.body.values)).toEqual([{ x: 1 }]);
  calls[0]?.answer({ schema: 1 });
  await settle();
  expect(calls.map((call) => call.body.values)).toEqual([{ x: 1 }, { x: 4 }]);
  expect(answered).toHaveLength(1);
});

test("another text ends the request that is under way, and its answer never counts", async () => {
  const { ask } = tracer();
  ask(program("y = x"));
  ask(program("y = 2x"));
  await settle();
  expect(calls[0]?.signal.aborted).toBe(true);
  calls[1]?.answer({ schema: 1 });
  await settle();
  expect(answered.map(([source]) => source)).toEqual(["y = 2x"]);
});

test("an error of the server arrives as a problem", async () => {
  tracer().ask(program("y ="));
  calls[0]?.answer({ error: { code: "unfinished", message: "…" } });
  await settle();
  expect(answered[0]?.[1]).toEqual({ problem: { code: "unfinished", message: "…" } });
});

test("a server that does not answer is told, and asked again with the next change", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  const { ask } = tracer();
  ask(program("y = x"));
  await settle();
  expect(unreachable).toBe(1);
  ask(program("y = 2x"));
  await settle();
  expect(unreachable).toBe(2);
});

test("while values move only the step on the screen is explained, and all of them at rest", async () => {
  vi.useFakeTimers();
  const { follow, isBusy } = tracer();
  follow(program("y = x", 1), [3]);
  follow(program("y = x", 2), [3]);
  for (const at of [0, 1]) {
    calls[at]?.answer({ schema: 1 });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(isBusy()).toBe(true);
  await vi.advanceTimersByTimeAsync(100);
  calls[2]?.answer({ schema: 1 });
  await vi.advanceTimersByTimeAsync(0);
  expect(calls.map(({ body }) => [body.values, body.explained])).toEqual([[{ x: 1 }, [3]], [{ x: 2 }, [3]], [{ x: 2 }, undefined]]);
  expect(isBusy()).toBe(false);
});

test("whatever is asked next takes the place of explaining what moved", async () => {
  vi.useFakeTimers();
  const { ask, follow } = tracer();
  follow(program("y = x"), []);
  ask(program("y = 2x"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls.map(({ body }) => body.source)).toEqual(["y = x", "y = 2x"]);
});
