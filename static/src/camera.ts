/** Pan and zoom of the film: fit to the window, follow the active node when zoomed in. */
import { select, type Selection } from "d3-selection";
import type { Transition } from "d3-transition";
import "d3-transition";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { reducedMotion } from "./motion";
import type { Picture } from "./picture";
import { centred, fitScale, isInView, windowAround, type Box } from "./window";

export interface Camera {
  /** Look at another picture, all of it if it can be read then, else where reading begins. */
  look: (picture: Picture) => void;
  fit: () => void;
  zoomBy: (factor: number) => void;
  /** Bring the box into view, unless everything is in view anyway. */
  follow: (box: Box) => void;
}

/** Text of the picture is about 12 units high. Below so many pixels per unit it cannot be read at fit … */
const LEGIBLE = 0.7;
/** … and the film begins at so many, where reading begins. */
const COMFORTABLE = 1;
const ZOOM_RANGE: [number, number] = [0.5, 12];
const GLIDE = 260;

export function createCamera(frame: HTMLElement): Camera {
  let picture: Picture | null = null;
  let bounds: Box = { x: 0, y: 0, width: 1, height: 1 };
  let view = bounds;
  let current = zoomIdentity;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent(ZOOM_RANGE)
    .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
      current = transform;
      picture?.stage.setAttribute("transform", transform.toString());
    });

  function setWindow(): void {
    if (picture === null || frame.clientWidth === 0) return;
    view = windowAround(bounds, frame.clientWidth, frame.clientHeight);
    picture.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }
  function move(target: ZoomTransform): void {
    if (picture !== null) behaviour.transform(gliding(picture), target);
  }

  new ResizeObserver(setWindow).observe(frame);
  return {
    look(next) {
      picture = next;
      bounds = boundsOf(next);
      current = zoomIdentity;
      setWindow();
      const svg = select(next.svg).call(behaviour).on("dblclick.zoom", null);
      const scale = fitScale(bounds, frame.clientWidth, frame.clientHeight);
      if (scale < LEGIBLE) behaviour.transform(svg, centred(view, beginning(bounds), COMFORTABLE / scale));
    },
    fit: () => { move(zoomIdentity); },
    zoomBy(factor) {
      if (picture !== null) behaviour.scaleBy(gliding(picture), factor);
    },
    follow(box) {
      if (current.k > 1 && !isInView(view, current, box)) move(centred(view, box, current.k));
    },
  };
}

/** The picture as what the zoom moves: at once, or in a short glide. */
function gliding({ svg }: Picture): Selection<SVGSVGElement, unknown, null, undefined> | Transition<SVGSVGElement, unknown, null, undefined> {
  return reducedMotion() ? select(svg) : select(svg).transition().duration(GLIDE);
}

/** What the server drew, as its viewBox says. */
function boundsOf({ svg }: Picture): Box {
  const [x = 0, y = 0, width = 1, height = 1] = (svg.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  return { x, y, width, height };
}

/** Where reading begins: the upper left corner. */
function beginning({ x, y }: Box): Box {
  return { x, y, width: 240, height: 200 };
}
