/** From numbers to places in a picture, and the round numbers on its axes. Pure. */

export interface Scale {
  (value: number): number;
  readonly from: number;
  readonly to: number;
}

/** A straight scale from the numbers `from … to` to the places `start … end`. */
export function scale(from: number, to: number, start: number, end: number): Scale {
  const factor = to === from ? 0 : (end - start) / (to - from);
  const place = (value: number): number => start + (value - from) * factor;
  return Object.assign(place, { from, to });
}

/** Smallest and largest of the numbers that are finite, apart from each other. */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** An extent with a share of it added on both sides. */
export function padded([low, high]: [number, number], share: number): [number, number] {
  const room = (high - low) * share;
  return [low - room, high + room];
}

/** About `count` round numbers between the ends of an extent. */
export function ticks([low, high]: [number, number], count: number): number[] {
  const rough = (0.7 * (high - low)) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
