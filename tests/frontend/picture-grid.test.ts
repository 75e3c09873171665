import { expect, test } from "vitest";
import { createSvg } from "../../static/src/picture";
import { showGrid } from "../../static/src/picture-grid";

function gridOf(tag: "rect" | "text", rows: number, columns: number): SVGGElement {
  const grid = createSvg("g", "value");
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = createSvg(tag, "cell none");
      cell.setAttribute("x", String(column * 10));
      cell.setAttribute("y", String(row * 10));
      cell.dataset.room = "44";
      grid.append(cell);
    }
  }
  return grid;
}

test("a small matrix shows its numbers, and dashes before they are known", () => {
  const grid = gridOf("text", 2, 2);
  showGrid(grid, [2, 2], [[1, -0.5], ["NaN", 2e-11]]);
  expect(Array.from(grid.children, (cell) => cell.textContent)).toEqual(["1", "−0.5", "NaN", "2e−11"]);
  showGrid(grid, [2, 2], undefined);
  expect(Array.from(grid.children, (cell) => cell.textContent)).toEqual(["—", "—", "—", "—"]);
  expect(grid.classList.contains("none")).toBe(true);
});

test("a heat map shows sign and magnitude of the means of blocks", () => {
  const grid = gridOf("rect", 2, 2);
  showGrid(grid, [2, 4], [[1, 3, -8, -8], [0, 0, 4, 4]]);
  expect(Array.from(grid.children, (cell) => cell.getAttribute("class"))).toEqual([
    "cell positive",
    "cell negative",
    "cell positive",
    "cell positive",
  ]);
  expect(Array.from(grid.children, (cell) => cell.getAttribute("fill-opacity"))).toEqual(["0.25", "1.00", "0.00", "0.50"]);
});

test("what is not a number is told apart from what is not known", () => {
  const grid = gridOf("rect", 1, 2);
  showGrid(grid, [1, 2], [["NaN", 1]]);
  expect(Array.from(grid.children, (cell) => cell.getAttribute("class"))).toEqual(["cell nan", "cell positive"]);
  showGrid(grid, [1, 2], undefined);
  expect(Array.from(grid.children, (cell) => cell.getAttribute("class"))).toEqual(["cell none", "cell none"]);
});

test("a vector of many entries stands as a column", () => {
  const grid = gridOf("rect", 2, 1);
  showGrid(grid, [4], [1, 1, 2, 2]);
  expect(Array.from(grid.children, (cell) => cell.getAttribute("fill-opacity"))).toEqual(["0.50", "1.00"]);
});
