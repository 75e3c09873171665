/** A dot that runs once along each live edge, in the direction in which the number flows. */
import { reducedMotion } from "./motion";
import { createSvg } from "./picture";

const DURATION = 420;

/** Let dots run along `edges`, from tail to head or back; a new call ends the one before. */
export function createPulse(): (edges: SVGGElement[], isBackward: boolean) => void {
  let frame = 0;
  let dots: SVGCircleElement[] = [];

  function clear(): void {
    cancelAnimationFrame(frame);
    for (const dot of dots) dot.remove();
    dots = [];
  }

  return (edges, isBackward) => {
    clear();
    if (reducedMotion()) return;
    const paths = edges.map((edge) => edge.querySelector<SVGPathElement>("path.line")).filter((path) => path !== null);
    dots = paths.map((path) => addDot(path, isBackward));
    const begin = performance.now();
    const tick = (now: number): void => {
      const done = Math.max(0, Math.min(1, (now - begin) / DURATION));
      paths.forEach((path, at) => place(dots[at], path, isBackward ? 1 - ease(done) : ease(done)));
      if (done < 1) frame = requestAnimationFrame(tick);
      else clear();
    };
    frame = requestAnimationFrame(tick);
  };
}

function addDot(path: SVGPathElement, isBackward: boolean): SVGCircleElement {
  const dot = createSvg("circle", isBackward ? "pulse back" : "pulse");
  dot.setAttribute("r", "5");
  place(dot, path, isBackward ? 1 : 0);
  path.parentElement?.append(dot);
  return dot;
}

function place(dot: SVGCircleElement | undefined, path: SVGPathElement, share: number): void {
  const { x, y } = path.getPointAtLength(path.getTotalLength() * share);
  dot?.setAttribute("cx", String(x));
  dot?.setAttribute("cy", String(y));
}

function ease(x: number): number {
  return x < 0.5 ? 2 * x * x : 1 - (2 - 2 * x) ** 2 / 2;
}
