/** A stop inside a closed group in words: what goes in, and what comes out. Pure. */
import { groupName } from "./groups";
import { t } from "./i18n";
import { directionOf, spoken, type Explanation } from "./sentences";
import { stepsOf, type Moment } from "./state";
import { nodeOf, type Step, type TimelineNode, type Trace, type Value } from "./timeline";

/** A number that enters or leaves the group. */
export interface Flow {
  readonly node: string;
  readonly name: string;
  readonly field: "value" | "grad" | "updated";
  readonly value: Value | undefined;
}

export interface GroupStep extends Explanation {
  readonly group: string;
  readonly into: readonly Flow[];
  readonly out: readonly Flow[];
}

/** What the last stop did, when that was inside a closed group. */
export function explainGroup(moment: Moment): GroupStep | null {
  const { trace, stop } = moment;
  const steps = stepsOf(moment);
  const [first] = steps;
  if (stop?.group == null || first === undefined) return null;
  const group = trace.groups.get(stop.group);
  const words = { group: group === undefined ? stop.group : groupName(group), count: steps.length };
  const [into, out] = FLOWS[first.phase](moment, steps);
  const sentence = first.phase === "update" ? `step.group.update.${directionOf(trace)}` : `step.group.${first.phase}`;
  return {
    phase: first.phase,
    group: stop.group,
    title: t(`step.group.${first.phase}.title`, words),
    sentences: [t(sentence, words), t("step.group.inside")],
    into,
    out,
  };
}

const FLOWS: Record<Step["phase"], (moment: Moment, steps: Step[]) => [Flow[], Flow[]]> = {
  forward: (moment, steps) => [flows(moment, operandsFromOutside(moment, steps), "value"), flows(moment, results(moment, steps), "value")],
  backward: (moment, steps) => [flows(moment, results(moment, steps), "grad"), flows(moment, receivers(moment, steps), "grad")],
  update: (moment, steps) => [[], flows(moment, steps.map((step) => step.node), "updated")],
};

function flows({ trace, state }: Moment, nodes: string[], field: Flow["field"]): Flow[] {
  return [...new Set(nodes)].map((node) => ({ node, name: spoken(nodeOf(trace, node)), field, value: state[field].get(node) }));
}

/** What the ops of the group use and did not compute themselves: leaves too, but no folded numbers. */
function operandsFromOutside({ trace }: Moment, steps: Step[]): string[] {
  const inside = new Set(steps.map((step) => step.node));
  return steps.flatMap((step) => nodeOf(trace, step.node).operands).filter((id) => !inside.has(id) && !nodeOf(trace, id).folded);
}

/** The nodes of the group that are used outside, or are the output. */
function results({ trace }: Moment, steps: Step[]): string[] {
  const inside = new Set(steps.map((step) => step.node));
  const isUsedOutside = (id: string) => (trace.uses.get(id) ?? []).some((edge) => !inside.has(edge.head));
  return [...inside].filter((id) => id === trace.timeline.output || isUsedOutside(id));
}

/** The nodes outside the group, and its leaves, to which its ops passed a gradient. */
function receivers({ trace }: Moment, steps: Step[]): string[] {
  const inside = new Set(steps.map((step) => step.node));
  return steps.flatMap((step) => step.writes.map((write) => write.node)).filter((id) => !inside.has(id) && isShown(trace, id));
}

function isShown(trace: Trace, id: string): boolean {
  const node: TimelineNode = nodeOf(trace, id);
  return !node.folded;
}
