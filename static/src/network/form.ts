/** The settings: from the boxes to a run, and what is wrong with a box to its place beside it. */
import { find, setText, show } from "../dom";
import { t } from "../i18n";
import { createLayerList } from "./layers";
import type { DataSetChoice, NetworkData } from "./page-data";
import { SEEDED, toRun, type Choices, type OwnProgram, type Wrong } from "./choices";
import type { Run } from "./types";

/** Where the server's names for fields are on the page. */
const FIELDS: Record<string, string> = {
  "data.set": "set", "data.points": "points", "data.noise": "noise", "data.seed": "data-seed", "data.csv": "csv",
  test_share: "test-share", "network.hidden": "layers", "network.start_seed": "start-seed", "network.loss": "loss", "network.start": "start",
  optimizer: "optimizer", batch_size: "batch", learning_rate: "rate", epochs: "epochs",
};
const BOXES = ["set", "points", "noise", "data-seed", "csv", "test-share", "loss", "start", "start-seed", "optimizer", "batch", "rate", "epochs"] as const;

type Box = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface Form {
  choices: () => Choices;
  set: (choices: Choices) => void;
  /** Whether the reader's own data are chosen and not yet given: nothing is wrong, and there is no run. */
  isWaiting: () => boolean;
  /** The run that the boxes describe; null, with the reason beside its box, when one cannot be read. */
  run: (own: OwnProgram | null) => Run | null;
  /** Say what is wrong with a field of the request; false when the page has no box for it. */
  showProblem: (field: string | null, message: string) => boolean;
  clearProblems: () => void;
}

/** `changed`: a box has another value, or a layer was changed. */
export function createForm({ activations, data_sets: sets }: NetworkData, changed: () => void): Form {
  const shuffle = find<HTMLInputElement>("#shuffle");
  const layers = createLayerList(activations, edited);

  function edited(): void {
    clearProblems();
    showBoxes();
    changed();
  }
  function choices(): Choices {
    return { boxes: Object.fromEntries(BOXES.map((name) => [name, box(name).value])), layers: layers.layers(), shuffle: shuffle.checked };
  }
  box("set").addEventListener("change", () => { takeUsual(sets.find(({ name }) => name === box("set").value)); });
  for (const name of BOXES) box(name).addEventListener(box(name) instanceof HTMLSelectElement ? "change" : "input", edited);
  shuffle.addEventListener("change", edited);
  readFile(find<HTMLInputElement>("#csv-file"), find<HTMLTextAreaElement>("#csv"), edited);
  return {
    choices,
    isWaiting: () => box("set").value === "own" && box("csv").value.trim() === "",
    set(next) {
      for (const name of BOXES) setBox(box(name), next.boxes[name] ?? "");
      shuffle.checked = next.shuffle;
      layers.set(next.layers);
      clearProblems();
      showBoxes();
    },
    run(own) {
      const found = toRun(choices(), own);
      if (!("wrong" in found)) return found;
      for (const each of found.wrong) mark(each.box, wording(each));
      find(`#${found.wrong[0]?.box ?? "rate"}`).focus();
      return null;
    },
    showProblem(name, message) {
      const place = name === null ? undefined : FIELDS[name];
      if (place !== undefined) mark(place, message);
      return place !== undefined;
    },
    clearProblems,
  };
}

function wording({ label, text }: Wrong): string {
  return text.trim() === "" ? t("network.missing_number", { label: t(label) }) : t("network.not_a_number", { text });
}

function box(name: string): Box {
  return find<Box>(`#${name}`);
}

/** The boxes that go together with what is chosen. */
function showBoxes(): void {
  const isOwn = box("set").value === "own";
  show(find("#made-data"), !isOwn);
  show(find("#own-data"), isOwn);
  show(field("start-seed"), SEEDED.has(box("start").value));
}

/** A data set comes with its number of points, its noise, and the loss that fits its target. */
function takeUsual(chosen: DataSetChoice | undefined): void {
  if (chosen === undefined) return;
  box("points").value = String(chosen.points);
  box("noise").value = String(chosen.noise);
  box("loss").value = ["squared_error", "squared_error", "binary_cross_entropy"][chosen.classes] ?? "softmax_cross_entropy";
}

function clearProblems(): void {
  for (const name of BOXES) mark(name, null);
}

function setBox(box: Box, text: string): void {
  const isThere = !(box instanceof HTMLSelectElement) || [...box.options].some((option) => option.value === text);
  if (isThere) box.value = text;
}

function field(name: string): HTMLElement {
  return find(`[data-field="${name}"]`);
}

function mark(name: string, message: string | null): void {
  const problem = find(`#${name}-problem`);
  find(`#${name}`).setAttribute("aria-invalid", String(message !== null));
  setText(problem, message ?? "");
  show(problem, message !== null);
}

/** A file's text takes the place of what stands in the box. */
function readFile(input: HTMLInputElement, text: HTMLTextAreaElement, done: () => void): void {
  input.addEventListener("change", () => {
    void input.files?.[0]?.text().then((found) => {
      text.value = found;
      input.value = "";
      done();
    });
  });
}
