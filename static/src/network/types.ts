/** What the server tells about a training: the lines of its streams, and the moments in between. */
import type { Scalar, Value } from "../timeline";

export interface LayerChoice {
  neurons: number;
  activation: string;
}

export interface NetworkChoice {
  hidden: LayerChoice[];
  loss: string;
  start: string;
  /** null: its draws follow those of the data. */
  start_seed: number | null;
}

export type DataChoice = { set: string; points: number; noise: number; seed: number } | { csv: string };

/** Everything that decides the numbers of a training. With `source` the program is the reader's, with names of a view. */
export interface Run {
  data: DataChoice;
  test_share: number;
  network: NetworkChoice;
  source?: string;
  view?: string;
  optimizer: string;
  learning_rate: number;
  epochs: number;
  batch_size: number | null;
  shuffle: boolean;
  /** The language in which the server words its errors. */
  lang?: string;
}

/** The samples for drawing: inputs by name, the target, and which of them only test. */
export interface DataSet {
  inputs: Record<string, number[]>;
  target: number[];
  target_name: string;
  /** 0 where the target is a number. */
  classes: number;
  test: number[];
  truth: { x: number[]; y: number[] } | null;
}

/** The weights of a layer as rows, one a neuron; the gradients are means over all training samples. */
export interface Layer {
  weights: Scalar[][];
  biases: Scalar[];
  weight_gradients: Scalar[][];
  bias_gradients: Scalar[];
}

/** One input: the prediction along x, and what each neuron of the last hidden layer adds to it. */
export interface CurveFit {
  kind: "curve";
  x: number[];
  prediction: Scalar[];
  parts: Scalar[][];
}

/** Two inputs: over a square grid, rows from the lowest y, the class and how far it is the prediction's (0 to 1). */
export interface RegionFit {
  kind: "regions";
  x: [number, number];
  y: [number, number];
  columns: number;
  classes: number[];
  confidence: number[];
}

export type Fit = CurveFit | RegionFit;

export interface Histogram {
  layer: string;
  edges: number[];
  counts: number[];
}

/** A neuron that does no work of its own, and why. Layer 0 is the first hidden one; null in the reader's own program. */
export interface Mark {
  name: string;
  layer: number | null;
  neuron: number | null;
  code: string;
  details: Record<string, string | number>;
}

/** The mean loss of an epoch over the training samples and, where there are any, the test samples. */
export type LossPoint = [epoch: number, loss: Scalar, test: Scalar | null];

/** The state after `update` updates. */
export interface Frame {
  event: "frame";
  update: number;
  losses: LossPoint[];
  layers: Layer[] | null;
  fit: Fit | null;
  histogram: Histogram[];
  neurons: Mark[];
}

export interface Start {
  event: "start";
  source: string;
  /** What the inputs, the neurons of each hidden layer and the outputs are called. */
  names: string[][] | null;
  shapes: Record<string, number[]>;
  updates: number;
  updates_per_epoch: number;
  samples: number;
  data: DataSet;
  frame: Frame;
}

export interface End {
  event: "end";
  reason: "done" | "diverged" | "out_of_time";
  update: number;
  seconds: number;
  parameters: Record<string, Value>;
  divergence: { epoch: number; update: number; reason: string; name: string | null } | null;
}

export type TrainEvent = Start | Frame | End;

/** One sample of an update: its place in the data (from 0) and its values by leaf name. */
export interface Sample {
  index: number;
  values: Record<string, Value>;
}

/** What one update did to one parameter; `state` is what the optimizer remembers after it. */
export interface ParameterUpdate {
  name: string;
  before: Value;
  gradient: Value;
  state: Record<string, Value>;
  after: Value;
}

/** Update number `update`, replayed: its samples, and the program and values that its film shows. */
export interface MomentAnswer {
  update: number;
  epoch: number;
  samples: Sample[];
  source: string;
  values: Record<string, Value>;
  is_plain: boolean;
  changes: ParameterUpdate[];
  frame: Frame;
}

export interface StartsLine {
  event: "tried";
  seed: number;
  first: Scalar;
  loss: Scalar;
  diverged: boolean;
}
