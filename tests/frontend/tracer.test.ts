import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTracer, type Answer, type Program } from "../../static/src/api";

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
  vi.unstubAllGlobals();
});

function tracer(knownLayout: string | null = null): (program: Program) => void {
  return createTracer({
    lang: "en",
    knownLayout: () => knownLayout,
    answered: (program: Program, answer: Answer) => answered.push([program.source, answer]),
    unreachable: () => (unreachable += 1),
  });
}

function program(source: string, x = 1): Program {
  return { source, values: { x }, output: null, seed: null, opened: null, learningRate: 0.1, direction: "ascent", roles: { x: "constant" } };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("a request carries program, values, roles, how it is updated and the layout on the screen", () => {
  tracer("abc")(program("y = x"));
  expect(calls[0]?.body).toMatchObject({ source: "y = x", values: { x: 1 }, known_layout: "abc", learning_rate: 0.1, direction: "ascent", roles: { x: "constant" } });
  expect(calls[0]?.body).not.toHaveProperty("output");
});

test("a moving slider sends one request at a time and then the newest", async () => {
  const request = tracer();
  for (const x of [1, 2, 3, 4]) request(program("y = x", x));
  expect(calls.map((call) => call.body.values)).toEqual([{ x: 1 }]);
  calls[0]?.answer({ schema: 1 });
  await settle();
  expect(calls.map((call) => call.body.values)).toEqual([{ x: 1 }, { x: 4 }]);
  expect(answered).toHaveLength(1);
});

test("another text ends the request that is under way, and its answer never counts", async () => {
  const request = tracer();
  request(program("y = x"));
  request(program("y = 2x"));
  await settle();
  expect(calls[0]?.signal.aborted).toBe(true);
  calls[1]?.answer({ schema: 1 });
  await settle();
  expect(answered.map(([source]) => source)).toEqual(["y = 2x"]);
});

test("an error of the server arrives as a problem", async () => {
  tracer()(program("y ="));
  calls[0]?.answer({ error: { code: "unfinished", message: "…" } });
  await settle();
  expect(answered[0]?.[1]).toEqual({ problem: { code: "unfinished", message: "…" } });
});

test("a server that does not answer is told, and asked again with the next change", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
  const request = tracer();
  request(program("y = x"));
  await settle();
  expect(unreachable).toBe(1);
  request(program("y = 2x"));
  await settle();
  expect(unreachable).toBe(2);
});
