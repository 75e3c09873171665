/** Where the neurons of a network stand. Pure geometry, in units of the picture. */

export interface Place {
  x: number;
  y: number;
}

export const WIDTH = 380;
export const HEIGHT = 236;
const MARGIN = { x: 36, top: 12, bottom: 12 };

/** Radius of the neurons: as large as the fullest layer allows. */
export function radius(sizes: readonly number[]): number {
  const room = (HEIGHT - MARGIN.top - MARGIN.bottom) / Math.max(...sizes);
  return Math.max(4.5, Math.min(19, room * 0.36));
}

/** The places of all neurons, layer by layer from left to right, each layer centred. */
export function places(sizes: readonly number[]): Place[][] {
  const step = sizes.length === 1 ? 0 : (WIDTH - 2 * MARGIN.x) / (sizes.length - 1);
  return sizes.map((size, layer) => Array.from({ length: size }, (_, at) => ({ x: MARGIN.x + layer * step, y: height(size, at) })));
}

function height(size: number, at: number): number {
  const room = HEIGHT - MARGIN.top - MARGIN.bottom;
  return MARGIN.top + (room * (at + 0.5)) / size;
}

/** Where on a link its number stands: nearer to the layer with fewer neurons the numbers would overlap. */
export function labelPlace(from: Place, to: Place, at: number, count: number): Place {
  const share = count === 1 ? 0.5 : 0.36 + 0.28 * (at / (count - 1));
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Width of a link for a number, when `largest` is the largest one in the picture. */
export function strokeWidth(value: number, largest: number): number {
  if (!Number.isFinite(value)) return 0.5;
  return 0.6 + 4.6 * (largest === 0 ? 0 : Math.abs(value) / largest);
}
