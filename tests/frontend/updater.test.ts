import { beforeEach, expect, test } from "vitest";
import { newSession, programOf, type Session } from "../../static/src/session";
import { index, type Trace, type Value } from "../../static/src/timeline";
import { createUpdater, type Progress, type Updater } from "../../static/src/updater";
import { timeline } from "./recorded";

/** y = x·x at 3: the update takes x to 2.4. */
const TRACE = index(timeline("square"));

let session: Session;
let asked: Session[];
let shown: Progress[];
let trace: Trace;
let updater: Updater;

beforeEach(() => {
  session = newSession(TRACE.timeline.source);
  [asked, shown, trace] = [[], [], TRACE];
  updater = createUpdater({
    session: () => session,
    trace: () => trace,
    become: (next) => { session = next; asked.push(next); },
    show: (progress) => shown.push(progress),
  });
  updater.answered();
});

/** The trace on the screen once x was updated to be `value` next. */
function nextIs(value: Trace["timeline"]["steps"][number]["writes"][number]["value"]): Trace {
  const steps = TRACE.timeline.steps.map((step) => (step.kind === "update" ? { ...step, writes: step.writes.map((write) => ({ ...write, value })) } : step));
  return index({ ...TRACE.timeline, steps });
}

const values = (): Record<string, Value> => programOf(session).values;

test("an update asks for the parameters that the walk ends with", () => {
  updater.update(1);
  expect(values()).toEqual({ x: 2.4 });
});

test("wishes are done one after the other, each with the answer to the one before", () => {
  updater.update(2);
  expect(asked).toHaveLength(1);
  trace = nextIs(1.92);
  updater.answered();
  expect(values()).toEqual({ x: 1.92 });
  updater.answered();
  expect(asked).toHaveLength(2);
  expect(shown.at(-1)?.outputs).toHaveLength(3);
});

test("a wish that comes before the answer to a change waits for it", () => {
  updater.changed(session, { ...session, learningRate: 1 });
  updater.update(1);
  expect(asked).toHaveLength(0);
  updater.answered();
  expect(asked).toHaveLength(1);
});

test("undo takes the last update back and gives up those to come", () => {
  updater.update(10);
  updater.answered();
  updater.undo();
  expect(values()).toEqual({ x: 2.4 });
  updater.answered();
  expect(shown.at(-1)?.outputs).toHaveLength(2);
  updater.undoAll();
  expect(values()).toEqual({});
});

test.each([{ learningRate: 1 }, { direction: "ascent" as const }, { roles: { x: "input" as const } }, { opened: [] }])("updates go on over %j", (change) => {
  updater.update(1);
  updater.answered();
  updater.changed(session, { ...session, ...change });
  updater.answered();
  expect(shown.at(-1)?.outputs).toHaveLength(2);
});

test.each([{ source: "y = x" }, { overrides: {} }, { output: "x" }, { seed: 2 }])("updates begin anew after %j", (change) => {
  updater.update(1);
  updater.answered();
  updater.changed(session, { ...session, ...change });
  updater.answered();
  expect(shown.at(-1)?.outputs).toHaveLength(1);
});

test("what would be no number is named and not done", () => {
  trace = nextIs("NaN");
  updater.update(3);
  expect(asked).toHaveLength(0);
  expect(shown.at(-1)?.stopped).toBe("x");
});

test("one entry that is no number is enough", () => {
  trace = nextIs([1, "Infinity"]);
  updater.update(1);
  expect(shown.at(-1)?.stopped).toBe("x");
});

test("a refused update is as if it had not been, and can be tried again", () => {
  updater.update(2);
  session = updater.refused() ?? session;
  expect(values()).toEqual({});
  updater.update(1);
  expect(values()).toEqual({ x: 2.4 });
});

test("while the program is refused there is no update", () => {
  updater.changed(session, { ...session, source: "y = (" });
  expect(updater.refused()).toBeNull();
  updater.update(1);
  expect(asked).toHaveLength(0);
});
