/** The Timeline document of the server (DESIGN §5): its types as the OpenAPI document has them, and look-ups by id. */
import type { components } from "./api-types";
import { closedGroups, stopsOf, type Stop } from "./stops";

type Schemas = components["schemas"];

/** One float64; what JSON cannot write comes as a string. */
export type Scalar = number | "NaN" | "Infinity" | "-Infinity";

/** A scalar or an array as nested lists. */
export type Value = Scalar | Value[];

export type TimelineNode = Schemas["Node"];
export type TimelineEdge = Schemas["Edge"];
export type Step = Schemas["Step"];
export type Formula = Schemas["Formula"];
export type Check = Schemas["Check"];
export type Group = Schemas["Group"];
export type Role = TimelineNode["role"];
/** What a leaf can be: the reader may choose. */
export type LeafRole = Schemas["TraceRequest"]["roles"][string];
/** Whether an update makes the output smaller or larger. */
export type Direction = Schemas["TraceRequest"]["direction"];
export type Phase = Step["phase"];
export type Kind = Step["kind"];
export type Field = Schemas["Write"]["field"];

/** Half-open range of code points in the source, from 0. */
export type Span = NonNullable<TimelineNode["span"]>;

/** The picture is left out when the request's known_layout is this layout. */
export type Timeline = Omit<Schemas["Timeline"], "svg"> & { svg?: string };

/** A Timeline with its look-ups; built once when the document arrives. */
export interface Trace {
  readonly timeline: Timeline;
  readonly nodes: ReadonlyMap<string, TimelineNode>;
  readonly edges: ReadonlyMap<string, TimelineEdge>;
  /** The uses of a node: the edges that leave it. */
  readonly uses: ReadonlyMap<string, readonly TimelineEdge[]>;
  readonly groups: ReadonlyMap<string, Group>;
  /** For each node the outermost closed group around it, null for none. */
  readonly closed: ReadonlyMap<string, string | null>;
  readonly stops: readonly Stop[];
}

export function index(timeline: Timeline): Trace {
  const uses = new Map<string, TimelineEdge[]>(timeline.nodes.map((node) => [node.id, []]));
  for (const edge of timeline.edges) uses.get(edge.tail)?.push(edge);
  const closed = closedGroups(timeline);
  return {
    timeline,
    nodes: new Map(timeline.nodes.map((node) => [node.id, node])),
    edges: new Map(timeline.edges.map((edge) => [edge.id, edge])),
    uses,
    groups: new Map(timeline.groups.map((group) => [group.id, group])),
    closed,
    stops: stopsOf(timeline.steps, closed),
  };
}

/** The node with this id; a Timeline names no other. */
export function nodeOf(trace: Trace, id: string): TimelineNode {
  const node = trace.nodes.get(id);
  if (node === undefined) throw new Error(`the timeline has no node ${id}`);
  return node;
}

/** The named leaves, which have a value to set and a gradient, in program order. */
export function leavesOf(timeline: Timeline): TimelineNode[] {
  return timeline.nodes.filter((node) => node.op === null && node.name !== null);
}

/** Whether the walk through `after` is step by step the one through `before`, with other numbers. */
export function sameWalk(before: Timeline, after: Timeline): boolean {
  return before.layout === after.layout && before.steps.length === after.steps.length;
}
