/** Which part of the picture's plane the film shows. Pure geometry; units are those of the picture, pixels where said. */
import { zoomIdentity, type ZoomTransform } from "d3-zoom";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The picture is never drawn larger than this, in pixels per unit. */
const LARGEST = 1.5;
/** Free space around the picture in pixels: above it lie the chips. */
const MARGIN = { top: 46, right: 22, bottom: 22, left: 22 };

/** Pixels per unit at which all of `bounds` fits into a frame of this size in pixels. */
export function fitScale(bounds: Box, frameWidth: number, frameHeight: number): number {
  const width = Math.max(1, frameWidth - MARGIN.left - MARGIN.right);
  const height = Math.max(1, frameHeight - MARGIN.top - MARGIN.bottom);
  return Math.min(width / bounds.width, height / bounds.height, LARGEST);
}

/** The part of the plane that fills the frame, with `bounds` in the middle of the free space. */
export function windowAround(bounds: Box, frameWidth: number, frameHeight: number): Box {
  const scale = fitScale(bounds, frameWidth, frameHeight);
  const [width, height] = [frameWidth / scale, frameHeight / scale];
  const x = bounds.x + bounds.width / 2 - width / 2 - (MARGIN.left - MARGIN.right) / 2 / scale;
  const y = bounds.y + bounds.height / 2 - height / 2 - (MARGIN.top - MARGIN.bottom) / 2 / scale;
  return { x, y, width, height };
}

/** Free space around the picture in units where only a part of it is in the window: a third of a card, or what the chips take. */
const EDGE = { top: 46, right: 40, bottom: 24, left: 40 };

/** The zoom by `k` that has `box` in the middle of the window, as far as `bounds` reach: beside the picture is nothing to see. */
export function centred(view: Box, box: Box, k: number, bounds: Box): ZoomTransform {
  const [x, y] = [view.x + view.width / 2, view.y + view.height / 2];
  const middleX = within(box.x + box.width / 2, view.width / k, bounds.x - EDGE.left, bounds.x + bounds.width + EDGE.right);
  const middleY = within(box.y + box.height / 2, view.height / k, bounds.y - EDGE.top, bounds.y + bounds.height + EDGE.bottom);
  return zoomIdentity.translate(x, y).scale(k).translate(-middleX, -middleY);
}

/** The middle nearest to `wanted` of a stretch of this length between two ends; the middle of the ends where it is longer. */
function within(wanted: number, length: number, start: number, end: number): number {
  if (length >= end - start) return (start + end) / 2;
  return Math.max(start + length / 2, Math.min(wanted, end - length / 2));
}

/** Whether `box`, and a little around it, lies in the zoomed window. */
export function isInView(view: Box, zoom: ZoomTransform, box: Box): boolean {
  const [left, top] = zoom.invert([view.x, view.y]);
  const [right, bottom] = zoom.invert([view.x + view.width, view.y + view.height]);
  const [dx, dy] = [box.width / 3, box.height / 3];
  return box.x - dx > left && box.y - dy > top && box.x + box.width + dx < right && box.y + box.height + dy < bottom;
}
