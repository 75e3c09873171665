/** The Timeline document of the server (DESIGN §5): its types, and look-ups by id. */

/** One float64; what JSON cannot write comes as a string. */
export type Scalar = number | "NaN" | "Infinity" | "-Infinity";

/** A scalar or an array as nested lists. */
export type Value = Scalar | Value[];

export type Role = "input" | "parameter" | "constant" | "intermediate" | "output";
export type Phase = "forward" | "backward" | "update";
export type Kind = "apply" | "seed" | "pull_back" | "update";
export type Field = "value" | "grad" | "updated";
export type Verdict = "ok" | "kink" | "mismatch" | "undefined";

/** Half-open range of code points in the source, from 0. */
export type Span = [number, number];

export interface TimelineNode {
  id: string;
  label: string;
  name: string | null;
  op: string | null;
  /** Ids by argnum, folded constants included. */
  operands: string[];
  role: Role;
  shape: number[];
  value: Value;
  grad: Value | null;
  span: Span | null;
  group: string | null;
  /** The node's name in LaTeX. */
  symbol: string;
  /** What its box shows as op, constants folded in: "× 3". */
  title: string;
  /** An unnamed constant, which is not drawn. */
  folded: boolean;
}

export interface TimelineEdge {
  id: string;
  tail: string;
  head: string;
  argnum: number;
  /** d head / d tail; null for an op that moves or mixes entries. */
  local: Value | null;
  contribution: Value | null;
}

export interface Write {
  node: string;
  field: Field;
  value: Value;
}

/** How one number came about, in LaTeX: lhs = symbols = numbers = result. */
export interface Formula {
  edge: string | null;
  target: string;
  lhs: string;
  symbols: string;
  numbers: string;
  result: string;
  sum: string | null;
  chain: string | null;
}

export interface Step {
  index: number;
  phase: Phase;
  kind: Kind;
  node: string;
  edges: string[];
  writes: Write[];
  formulas: Formula[];
}

export interface Check {
  name: string;
  backprop: Value;
  numeric: Value;
  error: Scalar | null;
  verdict: Verdict;
}

export interface Update {
  learning_rate: number;
  before: Value;
  after: Value;
}

export interface Print {
  text: string;
  span: Span | null;
}

export interface Note {
  code: string;
  details: Record<string, string | number>;
  span: Span | null;
}

export interface Timeline {
  schema: number;
  source: string;
  output: string;
  value: Value;
  layout: string;
  /** Absent when the request's known_layout is this layout. */
  svg?: string;
  layout_note: string | null;
  gradients: Record<string, Value>;
  nodes: TimelineNode[];
  edges: TimelineEdge[];
  steps: Step[];
  checks: Check[];
  update: Update | null;
  prints: Print[];
  notes: Note[];
}

/** A Timeline with its look-ups; built once when the document arrives. */
export interface Trace {
  readonly timeline: Timeline;
  readonly nodes: ReadonlyMap<string, TimelineNode>;
  readonly edges: ReadonlyMap<string, TimelineEdge>;
  /** The uses of a node: the edges that leave it. */
  readonly uses: ReadonlyMap<string, readonly TimelineEdge[]>;
}

export function index(timeline: Timeline): Trace {
  const uses = new Map<string, TimelineEdge[]>(timeline.nodes.map((node) => [node.id, []]));
  for (const edge of timeline.edges) uses.get(edge.tail)?.push(edge);
  return {
    timeline,
    nodes: new Map(timeline.nodes.map((node) => [node.id, node])),
    edges: new Map(timeline.edges.map((edge) => [edge.id, edge])),
    uses,
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
