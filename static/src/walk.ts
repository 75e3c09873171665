/** Where the reader is: the trace on the screen and the number of steps done. Views listen and redraw. */
import { momentAt, momentAtStop, type Moment } from "./state";
import { index, sameWalk, type Timeline } from "./timeline";

export interface Walk {
  /** The moment on the screen; null until the first trace arrived. */
  readonly moment: Moment | null;
  /** Show another trace: at the same step when the walk is the same with other numbers, else at its start. */
  load: (timeline: Timeline, at?: number) => void;
  /** Go to the state after `k` steps; beyond the ends is the end. */
  goTo: (k: number) => void;
  /** Go to the state after so many stops; beyond the ends is the end. */
  goToStop: (at: number) => void;
  /** Call `view` with every new moment and the one before it. */
  onMoment: (view: View) => void;
}

export type View = (moment: Moment, before: Moment | null) => void;

export function createWalk(): Walk {
  const views: View[] = [];
  let moment: Moment | null = null;

  function become(next: Moment): void {
    const before = moment;
    moment = next;
    for (const view of views) view(next, before);
  }

  function move(next: Moment): void {
    if (next.at !== moment?.at) become(next);
  }

  return {
    get moment() {
      return moment;
    },
    load(timeline, at) {
      const same = moment !== null && sameWalk(moment.trace.timeline, timeline);
      become(momentAt(index(timeline), clamp(at ?? (same ? (moment?.k ?? 0) : 0), timeline.steps.length)));
    },
    goTo(k) {
      if (moment !== null) move(momentAt(moment.trace, clamp(k, moment.trace.timeline.steps.length)));
    },
    goToStop(at) {
      if (moment !== null) move(momentAtStop(moment.trace, clamp(at, moment.trace.stops.length)));
    },
    onMoment(view) {
      views.push(view);
    },
  };
}

/** Whether two moments show the same trace, so that only the step differs. */
export function sameTrace(moment: Moment, before: Moment | null): boolean {
  return before?.trace === moment.trace;
}

function clamp(k: number, last: number): number {
  return Math.max(0, Math.min(Math.round(k), last));
}
