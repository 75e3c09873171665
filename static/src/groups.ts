/** The groups of a program as a tree: what is open, how many ops each holds. Pure. */
import { t } from "./i18n";
import { pathTo } from "./stops";
import type { Group, Timeline, Trace } from "./timeline";

export interface GroupRow {
  readonly group: Group;
  readonly depth: number;
  /** Ops inside it, those of inner groups included. */
  readonly ops: number;
  readonly isOpen: boolean;
}

/** The groups that a reader can open or close now, each under the one around it: those whose surrounding groups are open. */
export function groupRows(trace: Trace): GroupRow[] {
  const isOpen = new Set(trace.timeline.opened);
  const ops = opsByGroup(trace);
  const rows = (parent: string | null, depth: number): GroupRow[] =>
    trace.timeline.groups.filter((group) => group.parent === parent).flatMap((group) => {
      const row = { group, depth, ops: ops.get(group.id) ?? 0, isOpen: isOpen.has(group.id) };
      return row.ops === 0 ? [] : [row, ...(row.isOpen ? rows(group.id, depth + 1) : [])];
    });
  return rows(null, 0);
}

/** How a group is called: by the engine's label, or by the numbers of its lines. */
export function groupName({ kind, label }: Group): string {
  return kind === "lines" ? t("page.groups.lines", { lines: label }) : label;
}

function opsByGroup({ timeline, groups }: Trace): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { op, group } of timeline.nodes) {
    if (op === null || group === null) continue;
    for (const each of pathTo(groups, group)) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

/** The open groups when one of them is opened or closed. */
export function toggled(opened: readonly string[], group: string): string[] {
  return opened.includes(group) ? opened.filter((each) => each !== group) : [...opened, group];
}

/** The innermost open group around a node, which can be closed; null for none. */
export function innermostOpen({ timeline, groups, nodes }: Trace, node: string): Group | null {
  const inner = nodes.get(node)?.group;
  if (inner == null) return null;
  const isOpen = new Set(timeline.opened);
  const path = pathTo(groups, inner);
  const closed = path.findIndex((each) => !isOpen.has(each));
  const last = closed < 0 ? path.at(-1) : path[closed - 1];
  return last === undefined ? null : (groups.get(last) ?? null);
}

/** How many groups have ops, and how many of them are open and seen. */
export function groupCounts({ groups, opened }: Timeline): { open: number; count: number } {
  return { open: opened.length, count: groups.length };
}
