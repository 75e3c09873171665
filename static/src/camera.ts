/** Pan and zoom of the film: fit to the window, follow the active node when zoomed in. */
import { select, type Selection } from "d3-selection";
import type { Transition } from "d3-transition";
import "d3-transition";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { reducedMotion } from "./motion";
import type { Picture } from "./picture";
import { centred, fitScale, isInView, windowAround, type Box } from "./window";

/** Text of the picture is about 12 units high. Below so many pixels per unit it cannot be read at fit, or hit by a finger … */
const LEGIBLE = matchMedia("(pointer: coarse)").matches ? 0.9 : 0.7;
/** … and the film begins at so many, where reading begins. */
const COMFORTABLE = 1;
const ZOOM_RANGE: [number, number] = [0.5, 12];
const GLIDE = 260;

interface ZoomEvent {
  transform: ZoomTransform;
  /** What the reader did; none when the page moves the picture. */
  sourceEvent?: Event | null;
}

export class Camera {
  private picture: Picture | null = null;
  private bounds: Box = { x: 0, y: 0, width: 1, height: 1 };
  private view = this.bounds;
  private current = zoomIdentity;
  /** Of the frame when the picture was last brought into it; 0 while that is hidden. */
  private width = 0;
  /** Whether the reader moved or zoomed the picture since it came. */
  private isByHand = false;
  private followed: Box | null = null;
  private readonly behaviour = zoom<SVGSVGElement, unknown>().scaleExtent(ZOOM_RANGE).on("zoom", (event: ZoomEvent) => { this.zoomed(event); });

  constructor(private readonly frame: HTMLElement) {
    new ResizeObserver(() => { this.resized(); }).observe(frame);
  }

  /** Look at another picture, all of it if it can be read then, else where reading begins. */
  look(picture: Picture): void {
    this.picture = picture;
    this.bounds = boundsOf(picture);
    this.isByHand = false;
    this.followed = null;
    select(picture.svg).call(this.behaviour).on("dblclick.zoom", null);
    this.setWindow();
    this.begin();
  }

  fit(): void {
    this.isByHand = true;
    this.move(zoomIdentity);
  }

  zoomBy(factor: number): void {
    this.isByHand = true;
    if (this.picture !== null) this.behaviour.scaleBy(gliding(this.picture), factor);
  }

  /** Bring the box into view, unless everything is in view anyway. */
  follow(box: Box): void {
    this.followed = box;
    if (this.current.k > 1 && !isInView(this.view, this.current, box)) this.move(centred(this.view, box, this.current.k, this.bounds));
  }

  private zoomed({ transform, sourceEvent }: ZoomEvent): void {
    this.current = transform;
    this.isByHand ||= Boolean(sourceEvent);
    this.picture?.stage.setAttribute("transform", transform.toString());
  }

  private setWindow(): void {
    if (this.picture === null || this.frame.clientWidth === 0) return;
    this.view = windowAround(this.bounds, this.frame.clientWidth, this.frame.clientHeight);
    const { x, y, width, height } = this.view;
    this.picture.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }

  private begin(): void {
    this.width = this.frame.clientWidth;
    if (this.picture === null || this.width === 0) return;
    const scale = fitScale(this.bounds, this.width, this.frame.clientHeight);
    const start = scale < LEGIBLE ? centred(this.view, beginning(this.bounds), COMFORTABLE / scale, this.bounds) : zoomIdentity;
    this.behaviour.transform(select(this.picture.svg), start);
  }

  /** In a frame of another width a picture may fit that did not, or no longer be read where it could. */
  private resized(): void {
    this.setWindow();
    if (this.isByHand || this.frame.clientWidth === 0 || this.frame.clientWidth === this.width) return;
    this.begin();
    if (this.followed !== null) this.follow(this.followed);
  }

  private move(target: ZoomTransform): void {
    if (this.picture !== null) this.behaviour.transform(gliding(this.picture), target);
  }
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
