/** Where a walk stops: after every step, but only once for all that happens inside a closed group. Pure. */
import type { Group, Step, Timeline } from "./timeline";

export interface Stop {
  /** The number of steps done before it, and after it. */
  readonly from: number;
  readonly to: number;
  /** The closed group in which its steps happen; null for a single step. */
  readonly group: string | null;
}

/** For each node the outermost closed group around it; null where all of them are open. */
export function closedGroups({ nodes, groups, opened }: Pick<Timeline, "nodes" | "groups" | "opened">): Map<string, string | null> {
  const isOpen = new Set(opened);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const found = new Map<string, string | null>();
  for (const { id } of groups) found.set(id, pathTo(byId, id).find((each) => !isOpen.has(each)) ?? null);
  return new Map(nodes.map(({ id, group }) => [id, group === null ? null : (found.get(group) ?? null)]));
}

/** The groups around a group and itself, outermost first. */
export function pathTo(groups: ReadonlyMap<string, Group>, id: string): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null; at = groups.get(at)?.parent ?? null) path.unshift(at);
  return path;
}

/** The stops of a walk. Steps of one phase that follow each other inside the same closed group are one stop. */
export function stopsOf(steps: readonly Pick<Step, "node" | "phase">[], closed: ReadonlyMap<string, string | null>): Stop[] {
  const stops: Stop[] = [];
  steps.forEach((step, at) => {
    const group = closed.get(step.node) ?? null;
    const last = stops.at(-1);
    if (group !== null && last?.group === group && steps[at - 1]?.phase === step.phase) stops[stops.length - 1] = { ...last, to: at + 1 };
    else stops.push({ from: at, to: at + 1, group });
  });
  return stops.map((stop) => (stop.to === stop.from + 1 ? { ...stop, group: null } : stop));
}

/** The number of stops done when `k` steps are; inside a stop, with the whole of it. */
export function stopsDone(stops: readonly Stop[], k: number): number {
  const within = stops.findIndex((stop) => k <= stop.to);
  return k <= 0 ? 0 : within < 0 ? stops.length : within + 1;
}
