/** Updating the parameters, again and again, and taking updates back. Each goes on from the answer to the one before. */
import { withValues, type Session } from "./session";
import type { Trace, Value } from "./timeline";
import { continues, firstNotFinite, updatedParameters, type Past } from "./updates";

interface Actions {
  session: () => Session;
  trace: () => Trace | undefined;
  /** Work on with these values, and see what the forward pass makes of them. */
  become: (session: Session) => void;
  show: (progress: Progress, trace: Trace) => void;
}

/** What there is to see of the updates done so far. */
export interface Progress {
  /** The output before the first update and after each of those that were done. */
  readonly outputs: readonly Value[];
  /** The parameter that one more update would make infinite or no number, so that it was not done. */
  readonly stopped: string | null;
}

export interface Updater {
  /** Update so many times; what is still to be done of earlier wishes is done as well. */
  update: (times: number) => void;
  /** Take the last update back, or all of them. */
  undo: () => void;
  undoAll: () => void;
  /** The reader changed something else. */
  changed: (before: Session, after: Session) => void;
  /** The newest question was answered. */
  answered: () => void;
  /** It was refused; the session to go back to when an update had asked it. */
  refused: () => Session | null;
}

/** What is asked: whether an update is possible at once, when its answer is there, or not before another change. */
type Asked = "nothing" | "update" | "else" | "refused";

/** More wishes than this are not remembered. */
const MOST_WISHES = 100;

export function createUpdater(actions: Actions): Updater {
  let past: readonly Past[] = [];
  let wishes = 0;
  let asked: Asked = "else";

  function show(stopped: string | null): void {
    const trace = actions.trace();
    if (trace !== undefined) actions.show({ outputs: [...past.map(({ output }) => output), trace.timeline.value], stopped }, trace);
  }
  function become(before: readonly Past[], session: Session, what: Asked): void {
    [past, asked] = [before, what];
    actions.become(session);
  }
  function updateOnce(trace: Trace | undefined): void {
    if (trace === undefined) return;
    const [session, parameters] = [actions.session(), updatedParameters(trace)];
    const stopped = firstNotFinite(parameters);
    wishes = stopped === null ? wishes - 1 : 0;
    if (stopped !== null) show(stopped);
    else become([...past, { overrides: session.overrides, output: trace.timeline.value }], withValues(session, parameters), "update");
  }
  function backTo(count: number): void {
    const then = past[count];
    wishes = 0;
    if (then !== undefined) become(past.slice(0, count), { ...actions.session(), overrides: then.overrides }, "else");
  }
  return {
    update(times) {
      wishes = asked === "refused" ? 0 : Math.min(wishes + times, MOST_WISHES);
      if (asked === "nothing") updateOnce(actions.trace());
    },
    undo: () => { backTo(past.length - 1); },
    undoAll: () => { backTo(0); },
    changed(before, after) {
      if (!continues(before, after)) past = [];
      [wishes, asked] = [0, "else"];
    },
    answered() {
      asked = "nothing";
      show(null);
      if (wishes > 0) updateOnce(actions.trace());
    },
    refused() {
      const then = asked === "update" ? past.at(-1) : undefined;
      [wishes, asked] = [0, then === undefined ? "refused" : "nothing"];
      if (then !== undefined) past = past.slice(0, -1);
      return then === undefined ? null : { ...actions.session(), overrides: then.overrides };
    },
  };
}
