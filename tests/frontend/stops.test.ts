import { describe, expect, test } from "vitest";
import { closedGroups, stopsDone, stopsOf, type Stop } from "../../static/src/stops";
import type { Group, Phase, TimelineNode } from "../../static/src/timeline";

function group(id: string, parent: string | null = null): Group {
  return { id, kind: "call", label: id, parent, span: null };
}

function closed(opened: string[], groups: Group[], of: Record<string, string | null>): Record<string, string | null> {
  const nodes = Object.entries(of).map(([id, each]) => ({ id, group: each }) as TimelineNode);
  return Object.fromEntries(closedGroups({ nodes, groups, opened }));
}

/** "a a b" in the phases "f f b": steps at these nodes. */
function steps(nodes: string, phases: string) {
  const names: Record<string, Phase> = { f: "forward", b: "backward", u: "update" };
  return nodes.split(" ").map((node, at) => ({ node, phase: names[phases.split(" ")[at] ?? "f"] ?? "forward" }));
}

function spans(stops: Stop[]): string[] {
  return stops.map(({ from, to, group }) => `${from}-${to}${group === null ? "" : ` in ${group}`}`);
}

describe("the closed group of a node", () => {
  const groups = [group("f"), group("inner", "f"), group("h")];
  const of = { x: null, a: "f", b: "inner", c: "h" };

  test("is the outermost one that is not open", () => {
    expect(closed([], groups, of)).toEqual({ x: null, a: "f", b: "f", c: "h" });
    expect(closed(["f"], groups, of)).toEqual({ x: null, a: null, b: "inner", c: "h" });
  });

  test("an open group inside a closed one is not seen", () => {
    expect(closed(["inner", "h"], groups, of)).toEqual({ x: null, a: "f", b: "f", c: null });
  });
});

describe("stops", () => {
  test("are the steps while nothing is closed", () => {
    expect(spans(stopsOf(steps("a b c", "f f b"), new Map()))).toEqual(["0-1", "1-2", "2-3"]);
  });

  test("take the steps inside a closed group together, phase by phase", () => {
    const inGroup = new Map([["b", "g"], ["c", "g"]]);
    expect(spans(stopsOf(steps("a b c c b a", "f f f b b b"), inGroup))).toEqual(["0-1", "1-3 in g", "3-5 in g", "5-6"]);
  });

  test("keep neighbouring groups apart", () => {
    const inGroup = new Map([["a", "g"], ["b", "g"], ["c", "h"], ["d", "h"]]);
    expect(spans(stopsOf(steps("a b c d", "f f f f"), inGroup))).toEqual(["0-2 in g", "2-4 in h"]);
  });

  test("a single step in a closed group is a step", () => {
    expect(spans(stopsOf(steps("a b", "f f"), new Map([["b", "g"]])))).toEqual(["0-1", "1-2"]);
  });

  test("cover every step once and in order", () => {
    const stops = stopsOf(steps("a b c b d a", "f f f b b u"), new Map([["b", "g"], ["c", "g"], ["d", "g"]]));
    expect(stops[0]?.from).toBe(0);
    expect(stops.at(-1)?.to).toBe(6);
    stops.slice(1).forEach((stop, at) => { expect(stop.from).toBe(stops[at]?.to); });
  });

  test("a number of steps inside a stop counts as the whole stop", () => {
    const stops = stopsOf(steps("a b c d", "f f f f"), new Map([["b", "g"], ["c", "g"]]));
    expect([0, 1, 2, 3, 4, 9, -1].map((k) => stopsDone(stops, k))).toEqual([0, 1, 2, 2, 3, 3, 0]);
  });
});
