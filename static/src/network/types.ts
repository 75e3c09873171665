/** What is asked of the server about a training, and what it answers (as its OpenAPI document says). */
import type { components } from "../api-types";

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

type Answers = components["schemas"];

/** The samples, for drawing. */
export type DataSet = Answers["Samples"];
/** The weights of a layer as rows, one a neuron; the gradients are means over all training samples. */
export type Layer = Answers["LayerState"];
/** One input: the prediction along x, and what each neuron of the last hidden layer adds to it. */
export type CurveFit = Answers["CurveFit"];
/** Two inputs: over a square grid, rows from the lowest y, the class and how far it is the prediction's (0 to 1). */
export type RegionFit = Answers["RegionFit"];
export type Histogram = Answers["Histogram"];
/** A neuron that does no work of its own, and why. Layer 0 is the first hidden one; null in the reader's own program. */
export type Mark = Answers["Mark"];
/** The state after some updates. */
export type Frame = Answers["Frame"];
/** An epoch with the mean loss of the training samples and, where it was measured, of the test samples; epoch 0 is before training. */
export type LossPoint = Frame["losses"][number];
export type Start = Answers["Start"];
export type End = Answers["End"];
export type TrainEvent = Answers["TrainLine"];
/** One sample of an update: its place in the data (from 0) and its values by leaf name. */
export type Sample = Answers["SampleValues"];
/** What one update did to one parameter; `state` is what the optimizer remembers after it. */
export type ParameterUpdate = Answers["Change"];
/** One update, replayed: its samples, and the program and values that its film shows. */
export type MomentAnswer = Answers["Moment"];
/** Where the training from one start ended. */
export type TriedStart = Answers["Tried"];
