/** A dot that runs once along each live edge, in the direction in which the number flows. */
import { reducedMotion } from "./motion";
import { createSvg } from "./picture";

const DURATION = 420;
const SAMPLES = 24;

interface Runner {
  dot: SVGCircleElement;
  /** Points along the way, from its beginning to its end. */
  way: DOMPoint[];
}

/** Let dots run along `edges`, from tail to head or back; a new call ends the one before. */
export function createPulse(): (edges: SVGGElement[], isBackward: boolean) => void {
  let frame = 0;
  let runners: Runner[] = [];

  function clear(): void {
    cancelAnimationFrame(frame);
    for (const { dot } of runners) dot.remove();
    runners = [];
  }

  return (edges, isBackward) => {
    clear();
    if (reducedMotion()) return;
    const begin = performance.now();
    const tick = (now: number): void => {
      const done = Math.max(0, Math.min(1, (now - begin) / DURATION));
      if (runners.length === 0) runners = start(edges, isBackward);
      for (const runner of runners) place(runner, ease(done));
      if (done < 1) frame = requestAnimationFrame(tick);
      else clear();
    };
    frame = requestAnimationFrame(tick);
  };
}

/** Measure every way before any dot is added: measuring after a change would cost a layout for each. */
function start(edges: SVGGElement[], isBackward: boolean): Runner[] {
  const paths = edges.map((edge) => edge.querySelector<SVGPathElement>("path.line")).filter((path) => path !== null);
  const ways = paths.map((path) => sampled(path, isBackward));
  return paths.map((path, at) => ({ dot: addDot(path, isBackward), way: ways[at] ?? [] }));
}

function sampled(path: SVGPathElement, isBackward: boolean): DOMPoint[] {
  const length = path.getTotalLength();
  const points = Array.from({ length: SAMPLES + 1 }, (_, at) => path.getPointAtLength((length * at) / SAMPLES));
  return isBackward ? points.reverse() : points;
}

function addDot(path: SVGPathElement, isBackward: boolean): SVGCircleElement {
  const dot = createSvg("circle", isBackward ? "pulse back" : "pulse");
  dot.setAttribute("r", "5");
  path.parentElement?.append(dot);
  return dot;
}

function place({ dot, way }: Runner, share: number): void {
  const point = way[Math.round(share * SAMPLES)];
  if (point !== undefined) dot.setAttribute("transform", `translate(${point.x},${point.y})`);
}

function ease(x: number): number {
  return x < 0.5 ? 2 * x * x : 1 - (2 - 2 * x) ** 2 / 2;
}
