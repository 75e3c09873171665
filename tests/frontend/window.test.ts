import { expect, test } from "vitest";
import { zoomIdentity } from "d3-zoom";
import { centred, fitScale, isInView, windowAround, type Box } from "../../static/src/window";

const PICTURE: Box = { x: 0, y: 0, width: 1100, height: 340 };

test("the whole picture lies in the window at fit", () => {
  const view = windowAround(PICTURE, 1440, 440);
  expect(view.x).toBeLessThanOrEqual(0);
  expect(view.y).toBeLessThanOrEqual(0);
  expect(view.x + view.width).toBeGreaterThanOrEqual(PICTURE.width);
  expect(view.y + view.height).toBeGreaterThanOrEqual(PICTURE.height);
});

test("a pixel is as wide as it is high", () => {
  const view = windowAround(PICTURE, 1440, 440);
  expect(view.width / 1440).toBeCloseTo(view.height / 440);
});

test("a small picture is not blown up", () => {
  expect(fitScale({ x: 0, y: 0, width: 100, height: 60 }, 1440, 440)).toBe(1.5);
});

test("a window without size asks for nothing impossible", () => {
  expect(fitScale(PICTURE, 0, 0)).toBeGreaterThan(0);
});

test("a centred box is in view, one far away is not", () => {
  const view = windowAround(PICTURE, 360, 380);
  const box = { x: 900, y: 200, width: 110, height: 68 };
  const zoom = centred(view, box, 3, PICTURE);
  expect(isInView(view, zoom, box)).toBe(true);
  expect(isInView(view, zoom, { ...box, x: 0 })).toBe(false);
  expect(isInView(view, zoomIdentity, box)).toBe(true);
});

test("a window around a box at the edge looks into the picture, not beside it", () => {
  const view = windowAround(PICTURE, 360, 380);
  const zoom = centred(view, { x: 0, y: 0, width: 110, height: 68 }, 4, PICTURE);
  const [left, top] = zoom.invert([view.x, view.y]);
  expect(left).toBeCloseTo(-40);
  expect(top).toBeCloseTo(-46);
});

test("a picture lower than the window stands in its middle", () => {
  const view = windowAround(PICTURE, 360, 760);
  const zoom = centred(view, { x: 900, y: 0, width: 110, height: 68 }, 3, PICTURE);
  const [, top] = zoom.invert([view.x, view.y]);
  const [, bottom] = zoom.invert([view.x, view.y + view.height]);
  expect((top + bottom) / 2).toBeCloseTo(PICTURE.height / 2 - 11);
});
