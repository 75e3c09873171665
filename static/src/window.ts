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

/** The zoom by `k` that has `box` in the middle of the window. */
export function centred(view: Box, box: Box, k: number): ZoomTransform {
  const [x, y] = [view.x + view.width / 2, view.y + view.height / 2];
  return zoomIdentity.translate(x, y).scale(k).translate(-(box.x + box.width / 2), -(box.y + box.height / 2));
}

/** Whether `box`, and a little around it, lies in the zoomed window. */
export function isInView(view: Box, zoom: ZoomTransform, box: Box): boolean {
  const [left, top] = zoom.invert([view.x, view.y]);
  const [right, bottom] = zoom.invert([view.x + view.width, view.y + view.height]);
  const [dx, dy] = [box.width / 3, box.height / 3];
  return box.x - dx > left && box.y - dy > top && box.x + box.width + dx < right && box.y + box.height + dy < bottom;
}
