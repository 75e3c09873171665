/** Values as arrays: nested lists with a shape. Pure. */
import type { Scalar, Value } from "./timeline";

/** The shape of a value; [] for a single number. */
export function shapeOf(value: Value): number[] {
  if (!Array.isArray(value)) return [];
  return [value.length, ...(value[0] === undefined ? [] : shapeOf(value[0]))];
}

/** A shape as people write it: "3×2". */
export function shapeText(shape: readonly number[]): string {
  return shape.join("×");
}

/** All entries, row after row. */
export function entriesOf(value: Value): Scalar[] {
  return Array.isArray(value) ? value.flatMap(entriesOf) : [value];
}

/** One of the matrices an array is made of, with the indices of the axes before its last two. */
export interface Sheet {
  readonly index: readonly number[];
  readonly rows: readonly (readonly Scalar[])[];
  /** Whether it is a vector, which stands as a column and has one index only. */
  readonly isVector: boolean;
}

/** An array as matrices: a vector stands as a column, of more than two axes the leading ones are taken apart. */
export function sheetsOf(value: Value, index: readonly number[] = []): Sheet[] {
  const depth = shapeOf(value).length;
  if (!Array.isArray(value)) return [{ index, rows: [[value]], isVector: false }];
  if (depth === 1) return [{ index, rows: value.map((entry) => [entry as Scalar]), isVector: true }];
  if (depth === 2) return [{ index, rows: value as Scalar[][], isVector: false }];
  return value.flatMap((part, at) => sheetsOf(part, [...index, at]));
}
