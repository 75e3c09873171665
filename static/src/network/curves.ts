/** Loss curves of several runs on one axis. Pure. */
import { toNumber } from "../format";
import type { LossPoint } from "./types";

export interface Curve {
  name: string;
  /** Names its colour: `--run-now`, `--run-1`, … */
  className: string;
  isTest: boolean;
  points: [epoch: number, loss: number][];
}

type Aligned = [number[], ...(number | null)[][]];

/** The curves of a run: its training loss and, where it has test samples, its test loss. */
export function curvesOf(name: string, testName: string, className: string, losses: readonly LossPoint[]): Curve[] {
  const train = losses.map(([epoch, loss]): [number, number] => [epoch, toNumber(loss)]);
  const test = losses.flatMap(([epoch, , loss]): [number, number][] => (loss === null ? [] : [[epoch, toNumber(loss)]]));
  const curve = { name, className, isTest: false, points: train };
  return test.length === 0 ? [curve] : [curve, { name: testName, className, isTest: true, points: test }];
}

/** All curves over the epochs that any of them has; null where one has no number that can be drawn. */
export function aligned(curves: readonly Curve[], isLogX: boolean): Aligned {
  const epochs = [...new Set(curves.flatMap(({ points }) => points.map(([epoch]) => epoch)))].sort((a, b) => a - b);
  const xs = isLogX ? epochs.filter((epoch) => epoch > 0) : epochs;
  const columns = curves.map(({ points }) => {
    const losses = new Map(points);
    return xs.map((epoch) => drawable(losses.get(epoch)));
  });
  return [xs, ...columns];
}

/** A logarithmic axis has no place for 0, and none for infinity. */
function drawable(loss: number | undefined): number | null {
  return loss !== undefined && Number.isFinite(loss) && loss > 0 ? loss : null;
}

/** The loss of the last epoch that was over at `epoch`; the first one known before that. */
export function lossAt(losses: readonly LossPoint[], epoch: number): number | null {
  const found = [...losses].reverse().find(([over]) => over <= epoch) ?? losses[0];
  return found === undefined ? null : toNumber(found[1]);
}
