/** Building SVG elements; attributes only, nothing here reads markup. */

const SVG = "http://www.w3.org/2000/svg";

type Child = Node | string | null;

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A line through points, broken where a number is not finite. */
export function path(points: Iterable<readonly [number, number]>): string {
  let isDrawing = false;
  const parts: string[] = [];
  for (const [x, y] of points) {
    const isPlace = Number.isFinite(x) && Number.isFinite(y);
    if (isPlace) parts.push(`${isDrawing ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`);
    isDrawing = isPlace;
  }
  return parts.join("");
}
