/** What is chosen on the page, as plain data; and the run that it describes. Pure. */
import { withPoint } from "../decimal-comma";
import type { DataChoice, LayerChoice, Run } from "./types";

export interface Choices {
  /** The texts of the boxes, by id. */
  boxes: Record<string, string>;
  layers: LayerChoice[];
  shuffle: boolean;
}

/** A program that the reader wrote, and the view of the network that it was made from. */
export interface OwnProgram {
  source: string;
  view: string;
}

/** The course's start with a seed of its own, rather than with draws that follow the data's. */
const OWN_SEED = "normal";
/** The starts that have a seed. */
export const SEEDED: ReadonlySet<string> = new Set([OWN_SEED, "he", "xavier"]);

/** Boxes for fractions, where 0,5 is 0.5. In a whole number a comma parts thousands for some, so it is not guessed at. */
const FRACTIONS: ReadonlySet<string> = new Set(["noise", "rate"]);

/** A box whose text is not a number. */
export interface Wrong {
  box: string;
  label: string;
  text: string;
}

/** The run, or the boxes that cannot be read. `own` takes the place of the program that the network writes. */
export function toRun({ boxes, layers, shuffle }: Choices, own: OwnProgram | null): Run | { wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const number = (box: string, label: string): number => {
    const text = boxes[box] ?? "";
    const read = readNumber(FRACTIONS.has(box) ? withPoint(text) : text);
    if (read === null) wrong.push({ box, label: `network.${label}`, text });
    return read ?? 0;
  };
  const data: DataChoice =
    boxes.set === "own"
      ? { csv: boxes.csv ?? "" }
      : { set: boxes.set ?? "", points: number("points", "points"), noise: number("noise", "noise"), seed: number("data-seed", "seed") };
  const startSeed = SEEDED.has(boxes.start ?? "") ? number("start-seed", "start_seed") : null;
  const network = { hidden: layers, loss: boxes.loss ?? "", start: boxes.start === OWN_SEED ? "course" : (boxes.start ?? ""), start_seed: startSeed };
  const run: Run = {
    data,
    test_share: number("test-share", "test_share"),
    network,
    ...own,
    optimizer: boxes.optimizer ?? "",
    learning_rate: number("rate", "rate"),
    epochs: number("epochs", "epochs"),
    batch_size: boxes.batch === "all" ? null : number("batch", "batch"),
    shuffle,
  };
  return wrong.length > 0 ? { wrong } : run;
}

/** How many weights the network has, when the data have one input. */
export function weights({ network: { hidden } }: Run): number {
  const sizes = [1, ...hidden.map(({ neurons }) => neurons), 1];
  return sizes.slice(1).reduce((sum, size, at) => sum + size * (sizes[at] ?? 0), 0);
}

/** A number as people type it, true minus sign included; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replaceAll("−", "-");
  const number = Number(plain);
  return plain === "" || !Number.isFinite(number) ? null : number;
}

/** Whether one run is the beginning of the other: they differ at most in the number of epochs. */
export function sameNumbers(a: Run, b: Run): boolean {
  return JSON.stringify({ ...a, epochs: 0 }) === JSON.stringify({ ...b, epochs: 0 });
}

/** A short name for a run in a legend: sizes of the layers, optimizer, learning rate. */
export function runName(run: Run, optimizer: string, ownProgram: string): string {
  const sizes = run.source === undefined ? run.network.hidden.map(({ neurons }) => neurons).join("–") : ownProgram;
  const batch = run.batch_size === 1 ? "" : ` ${run.batch_size ?? "∞"}`;
  return `${sizes === "" ? "0" : sizes} · ${optimizer}${batch} · ${run.learning_rate}`;
}
