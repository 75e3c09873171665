import { describe, expect, test } from "vitest";
import { explainGroup } from "../../static/src/group-step";
import { groupCounts, groupName, groupRows, innermostOpen, toggled } from "../../static/src/groups";
import { momentAtStop, stepsOf } from "../../static/src/state";
import { index, type Group, type Timeline } from "../../static/src/timeline";
import { timeline } from "./recorded";

/** Two turns of a loop around two ops each, then a square; with these groups open. */
function turns(opened: string[], groups = timeline("turns").groups): Timeline {
  return { ...timeline("turns"), groups, opened };
}

function ops(document: Timeline): string[] {
  return document.nodes.filter(({ op }) => op !== null).map(({ id }) => id);
}

const [first = "", second = ""] = timeline("turns").groups.map(({ id }) => id);

describe("the menu of groups", () => {
  test("has a row for each, with the number of its ops", () => {
    const rows = groupRows(index(turns([first])));
    expect(rows.map(({ group, ops: count, isOpen, depth }) => [group.label, count, isOpen, depth])).toEqual([["i · 1/2", 2, true, 0], ["i · 2/2", 2, false, 0]]);
    expect(groupCounts(turns([first]))).toEqual({ open: 1, count: 2 });
  });

  test("shows what is inside a group only while that is open, under it", () => {
    const outer: Group = { id: "outer", kind: "call", label: "f(…)", parent: null, span: null };
    const inside = timeline("turns").groups.map((group) => ({ ...group, parent: "outer" }));
    expect(groupRows(index(turns([], [...inside, outer]))).map(({ group }) => group.id)).toEqual(["outer"]);
    expect(groupRows(index(turns(["outer"], [...inside, outer]))).map(({ depth }) => depth)).toEqual([0, 1, 1]);
  });

  test("toggles one group", () => {
    expect(toggled([first], second)).toEqual([first, second]);
    expect(toggled([first, second], first)).toEqual([second]);
  });

  test("names a block of lines by its numbers", () => {
    expect(groupName({ id: "l0", kind: "lines", label: "21–40", parent: null, span: null })).toBe("lines 21–40");
    expect(groupName({ id: "g0", kind: "turn", label: "i · 1/3", parent: null, span: null })).toBe("i · 1/3");
  });
});

describe("the group that a node can close", () => {
  const inTurn = timeline("turns").nodes.find(({ op, group }) => op !== null && group === first)?.id ?? "";

  test("is the innermost open one around it", () => {
    expect(innermostOpen(index(turns([first])), inTurn)?.id).toBe(first);
  });

  test("does not exist where none is open, or around a node outside", () => {
    expect(innermostOpen(index(turns([second])), inTurn)).toBeNull();
    expect(innermostOpen(index(turns([first, second])), timeline("turns").output)).toBeNull();
  });
});

describe("a stop inside a closed group", () => {
  const trace = index(turns([]));

  test("does all steps of the group at once", () => {
    expect(trace.stops).toHaveLength(8);
    expect(stepsOf(momentAtStop(trace, 1)).map((step) => step.node)).toEqual(ops(turns([])).slice(0, 2));
    expect(momentAtStop(trace, 1).k).toBe(2);
  });

  test("forward, takes in what others computed and gives out what others use", () => {
    const step = explainGroup(momentAtStop(trace, 2));
    expect(step?.title).toBe("i · 2/2 in one step");
    expect(step?.into.map(({ name }) => name)).toEqual(["w", "h"]);
    expect(step?.out.map(({ name, field }) => [name, field])).toEqual([["h", "value"]]);
  });

  test("backward, takes in the gradient of its result and passes on those of its operands", () => {
    const step = explainGroup(momentAtStop(trace, 6));
    expect(step?.phase).toBe("backward");
    expect(step?.into.map(({ field }) => field)).toEqual(["grad"]);
    expect(step?.out.map(({ name }) => name)).toEqual(["w", "h"]);
  });

  test("is no stop of its own where the group is open", () => {
    expect(explainGroup(momentAtStop(index(turns([first, second])), 1))).toBeNull();
    expect(explainGroup(momentAtStop(trace, 0))).toBeNull();
  });
});
