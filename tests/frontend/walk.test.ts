import { expect, test, vi } from "vitest";
import { createWalk } from "../../static/src/walk";
import { timeline } from "./recorded";

test("a walk begins at its start", () => {
  const walk = createWalk();
  walk.load(timeline("network"));
  expect(walk.moment?.k).toBe(0);
  expect(walk.moment?.step).toBeNull();
});

test("beyond the ends is the end", () => {
  const walk = createWalk();
  walk.load(timeline("network"));
  walk.goTo(Infinity);
  expect(walk.moment?.k).toBe(19);
  walk.goTo(-3);
  expect(walk.moment?.k).toBe(0);
});

test("other numbers on the same walk keep the step", () => {
  const walk = createWalk();
  walk.load(timeline("network"));
  walk.goTo(12);
  walk.load({ ...timeline("network"), value: 3 });
  expect(walk.moment?.k).toBe(12);
});

test("another walk starts at its own beginning", () => {
  const walk = createWalk();
  walk.load(timeline("network"));
  walk.goTo(12);
  walk.load({ ...timeline("square"), layout: "another" });
  expect(walk.moment?.k).toBe(0);
});

test("views hear of a new moment once, and of no move nothing", () => {
  const walk = createWalk();
  const view = vi.fn();
  walk.onMoment(view);
  walk.load(timeline("network"));
  walk.goTo(3);
  walk.goTo(3);
  expect(view).toHaveBeenCalledTimes(2);
  expect(view.mock.calls[1]?.[0]).toMatchObject({ k: 3 });
  expect(view.mock.calls[1]?.[1]).toMatchObject({ k: 0 });
});
