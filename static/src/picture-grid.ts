/** The entries of an array on its card: as numbers, or as a heat map; engine/drawing/body.py draws them alike. */
import { entriesOf } from "./arrays";
import { short, UNKNOWN } from "./format";
import { setNumber } from "./picture-texts";
import type { Value } from "./timeline";

/** The size of a number in a cell, in pixels. */
const CELL_SIZE = 11;

/** Fill the grid of cells of a value or gradient; undefined where it is not known yet. */
export function showGrid(grid: SVGGElement, shape: readonly number[], value: Value | undefined): void {
  grid.classList.toggle("none", value === undefined);
  const numbers = grid.querySelectorAll<SVGTextElement>("text.cell");
  const squares = grid.querySelectorAll<SVGRectElement>("rect.cell");
  const entries = value === undefined ? [] : entriesOf(value);
  numbers.forEach((cell, at) => {
    const entry = entries[at];
    setNumber(cell, entry === undefined ? UNKNOWN : short(entry), CELL_SIZE);
  });
  if (squares.length === 0) return;
  const shades = entries.length === 0 ? [] : heat(entries.map(Number), shape, columnsOf(squares), squares.length);
  squares.forEach((square, at) => { shade(square, shades[at]); });
}

/** The grid stands in rows: those in the first have the same y. */
function columnsOf(squares: NodeListOf<SVGRectElement>): number {
  const top = squares[0]?.getAttribute("y");
  return Array.from(squares).filter((square) => square.getAttribute("y") === top).length;
}

/** Means of blocks of nearly equal size, as parts of the largest magnitude. */
function heat(entries: number[], shape: readonly number[], columns: number, cells: number): number[] {
  const width = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  const [down, across] = [blocks(entries.length / width, cells / columns), blocks(width, columns)];
  const means = down.flatMap((rows) =>
    across.map((places) => mean(rows.flatMap((row) => places.map((place) => entries[row * width + place] ?? NaN)))),
  );
  const largest = Math.max(0, ...means.map(Math.abs).filter((size) => !Number.isNaN(size)));
  return largest === 0 ? means : means.map((each) => each / largest);
}

/** The indices from 0 to `size`, cut into `count` runs. */
function blocks(size: number, count: number): number[][] {
  const starts = Array.from({ length: count + 1 }, (_, at) => Math.floor((at * size) / count));
  return starts.slice(0, -1).map((from, at) => Array.from({ length: (starts[at + 1] ?? size) - from }, (_, step) => from + step));
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

function shade(square: SVGRectElement, strength: number | undefined): void {
  const sign = strength === undefined ? "none" : Number.isNaN(strength) ? "nan" : strength < 0 ? "negative" : "positive";
  square.setAttribute("class", `cell ${sign}`);
  if (strength === undefined || Number.isNaN(strength)) square.removeAttribute("fill-opacity");
  else square.setAttribute("fill-opacity", Math.abs(strength).toFixed(2));
}
