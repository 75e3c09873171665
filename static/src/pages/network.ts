/** The page on which a network is trained: makes the parts and connects them. */
import type { Problem } from "../api";
import { copyLink, createHelp } from "../dialogs";
import { find, setText, show } from "../dom";
import { createEditor } from "../editor";
import { createFilm } from "../film";
import { connectChips, connectZoom } from "../film-controls";
import { sentences, t } from "../i18n";
import { listenToKeys } from "../keyboard";
import { createToast, showProblem, unreachable } from "../messages";
import { createNodeCard } from "../node-card";
import { createPlayer } from "../player";
import { markStep, pointFromFilm, pointFromText } from "../pointing";
import { rangeOfProblem } from "../positions";
import { createStepPanel } from "../step-panel";
import { connectTicks } from "../ticks";
import { sameWalk, type Timeline } from "../timeline";
import { createWalk } from "../walk";
import { connectAxisSwitches } from "../network/axis-switches";
import { sameNumbers, weights, type OwnProgram } from "../network/choices";
import { createCompare } from "../network/compare";
import { createControls } from "../network/controls";
import { lossAt } from "../network/curves";
import { createForm } from "../network/form";
import * as keeping from "../network/keeping";
import { createLossChart } from "../network/loss-chart";
import { createMachine } from "../network/machine";
import { epochOf, updateOfEpoch } from "../network/machine-scale";
import { createMoments, stepsBeforeUpdate } from "../network/moments";
import { readNetworkData } from "../network/page-data";
import { createPictures } from "../network/pictures";
import { connectRunExport } from "../network/run-export";
import { bringPicturesIntoView, bringProblemIntoView, scrollTo, setStale } from "../network/scene";
import { connectStarts } from "../network/starts-run";
import { createTrainer, type Status } from "../network/trainer";
import { finishedEpochs, frameAt, latestState, type Training } from "../network/training";
import type { MomentAnswer, Run } from "../network/types";
import { createViews } from "../network/views";
import { createUpdateTable } from "../network/update-table";

/** Milliseconds of silence after which a change of the settings counts as made. */
const TYPING = 300;

/** A network of more weights than this is shown with a node for each array. */
const MOST_NUMBERS = 12;

const data = readNetworkData();
const walk = createWalk();
const toast = createToast();
const player = createPlayer(walk);
const pictures = createPictures();
/** The reader's own program; null while the network writes it. */
let ownProgram: OwnProgram | null = null;
let typing = 0;
/** The update that is looked at, once its answer has come. */
let moment: MomentAnswer | null = null;
/** The update to look at when the training comes to rest, instead of its last one; 0 for none. */
let wanted = 0;

const film = createFilm({ chosen: openCard, hovered: (node) => pointFromFilm(editor, walk.moment, node) });
const card = createNodeCard({ goTo: (k) => walk.goTo(k), closed: () => film.select(null), placeOf: (node) => film.cardOf(node) });
const editor = createEditor({
  host: find("#editor"),
  label: t("page.program"),
  ops: data.ops,
  changed: () => later(() => use({ source: editor.text(), view: ownProgram?.view ?? views.view })),
  pointedAt: (offset) => pointFromText(film, editor, walk.moment, offset),
});
const form = createForm(data, () => later(edited));
const trainer = createTrainer({ asked: () => moments.close(), changed: showTraining, refused, unreachable: () => controls.showProblem(unreachable().message) });
const controls = createControls({
  train: () => void train(),
  pause: () => trainer.pause(),
  oneSample: () => void train((done) => done + 1),
  oneEpoch: () => void train((done, each) => (Math.floor(done / each) + 1) * each),
  cancel: () => trainer.cancel(),
  reset: () => trainer.reset(),
});
const chart = createLossChart(find("#loss-chart"), {
  chosen: (epoch) => {
    if (trainer.training !== null) machine.goTo(updateOfEpoch(epoch, trainer.training.start.updates_per_epoch));
  },
});
const compare = createCompare(() => trainer.training !== null && drawCurves(trainer.training));
const machine = createMachine(lookAtUpdate);
const views = createViews(lookAtUpdate);
const showUpdate = createUpdateTable();
const moments = createMoments({ lang: data.lang, knownLayout: film.layout, awaited: film.setBusy, replayed, traced, refused: refusedTrace, unreachable: () => refusedTrace(unreachable()) });

function later(work: () => unknown): void {
  clearTimeout(typing);
  typing = window.setTimeout(work, TYPING);
}

function chosenRun(): Run | null {
  const run = form.run(ownProgram);
  return run === null ? null : { ...run, lang: data.lang };
}

/** Look at the run that the settings describe, unless it is the one on the page, which may go on for more epochs. */
async function prepare(): Promise<Run | null> {
  clearTimeout(typing);
  const run = chosenRun();
  if (run === null) {
    setStale(true);
    return null;
  }
  clearProblems();
  keeping.cleanAddress();
  views.suggest(weights(run) > MOST_NUMBERS ? "array" : "scalar");
  if (trainer.training === null || !sameNumbers(trainer.training.run, run)) await trainer.prepare(run);
  const isThere = trainer.training !== null && sameNumbers(trainer.training.run, run);
  setStale(!isThere);
  return isThere ? run : null;
}

/** After a change of the settings. Data that are still to be given are waited for, without a word of error. */
function edited(): void {
  if (form.isWaiting()) setStale(true);
  else void prepare();
}

async function train(to?: (done: number, each: number) => number): Promise<void> {
  const run = await prepare();
  wanted = 0;
  if (run === null) { bringProblemIntoView(); return; }
  showCurves();
  bringPicturesIntoView();
  await trainer.train(run, to);
}

function showTraining(training: Training, status: Status): void {
  controls.show(training, status);
  find("main").classList.toggle("running", status === "running");
  find("#compare").setAttribute("aria-disabled", String(finishedEpochs(training) === 0));
  show(find("#no-curve"), training.front > 0 && finishedEpochs(training) === 0);
  machine.show(training, wanted > 0 ? wanted : training.front);
  moment = null;
  draw(training);
  if (status === "running") moments.close();
  else lookAtUpdate();
}

/** The pictures at the update that is looked at; before its answer is there, at the nearest frame. */
function draw(training: Training): void {
  const at = Math.min(machine.update, training.front);
  const frame = moment !== null && training.front > 0 ? moment.frame : frameAt(training, at);
  if (frame === null) return;
  const sample = moment?.samples[machine.sample] ?? null;
  pictures.draw(training, frame, sample);
  drawCurves(training);
}

function drawCurves(training: Training): void {
  chart.draw(compare.curves(training), compare.epochs(training));
  compare.show(training);
  const epoch = epochOf(machine.update, training.start.updates_per_epoch);
  chart.mark(training.front === 0 ? null : epoch, lossAt(training.losses, epoch));
}

function lookAtUpdate(): void {
  const { training } = trainer;
  if (training === null) return;
  moment = null;
  draw(training);
  const { update, sample } = machine;
  moments.open({ run: training.run, update, sample, shown: views.view, known: latestState(training, update - 1) });
}

function replayed(answer: MomentAnswer): void {
  const { training } = trainer;
  if (training === null) return;
  moment = answer;
  machine.describe(training, answer);
  showUpdate(training.run, answer);
  showProgram(answer.source);
  draw(training);
}

/** The film shows what training did; where the optimizer does more than a plain step, the table does. */
function traced(timeline: Timeline, { is_plain: isPlain }: MomentAnswer): void {
  const steps = timeline.steps.filter((step) => isPlain || step.phase !== "update");
  film.setStale(false);
  const isSame = walk.moment !== null && sameWalk(walk.moment.trace.timeline, { ...timeline, steps });
  walk.load({ ...timeline, steps }, isSame ? undefined : stepsBeforeUpdate(steps));
}

function walkUpdate(): void {
  player.stop();
  walk.goTo(0);
  scrollTo("#film");
  find("#step-play").focus({ preventScroll: true });
}

/** Train the reader's own program, or again the network's. */
function use(own: OwnProgram | null): void {
  setOwn(own);
  void prepare();
}

function setOwn(own: OwnProgram | null): void {
  ownProgram = own;
  show(find("#generated"), own !== null);
  find<HTMLFieldSetElement>("#network-settings").disabled = own !== null;
  views.enable(own === null);
}

/** The program of the training, in the view that is chosen. */
function showProgram(source: string): void {
  if (ownProgram === null && editor.text() !== source) editor.setText(source);
  const shapes = Object.entries(trainer.training?.start.shapes ?? {});
  setText(find("#shapes"), shapes.map(([name, sides]) => t("page.labelled", { label: name, value: sides.join(" × ") || "1" })).join(" · "));
}

function openCard(node: string): void {
  if (walk.moment === null) return;
  film.select(node);
  card.open(walk.moment, node);
}

function clearProblems(): void {
  form.clearProblems();
  controls.showProblem(null);
  showProblem(null);
}

/** What the server will not train: beside its box, under the program, or above the program where it has neither. */
function refused(problem: Problem): void {
  const said = sentences(problem.message, problem.hint);
  if (problem.line !== null) refusedTrace(problem);
  else if (!form.showProblem(problem.field, said)) controls.showProblem(said);
}

function refusedTrace(problem: Problem): void {
  showProblem(problem);
  film.setStale(true);
  editor.mark({ error: rangeOfProblem(editor.text(), problem) });
}

function snapshot(): keeping.Snapshot {
  return { choices: form.choices(), own: ownProgram, view: views.chosen, update: trainer.training?.front ? machine.update : 0 };
}

async function share(): Promise<void> {
  if (await copyLink(await keeping.putIntoAddress(snapshot()))) toast(t("page.link_copied"));
}

async function open({ choices, own, view, update }: keeping.Snapshot): Promise<void> {
  form.set(choices);
  if (view !== null) views.set(view);
  if (own !== null) editor.setText(own.source);
  setOwn(own);
  const run = form.isWaiting() ? null : await prepare();
  wanted = update;
  if (run !== null && update > 0) await trainer.train(run);
}

function keepRun(): void {
  const { training } = trainer;
  if (training === null || finishedEpochs(training) === 0) return;
  compare.keep(training);
  toast(t("network.kept"));
}

walk.onMoment(film.view);
walk.onMoment(createStepPanel());
walk.onMoment((at) => card.refresh(at));
walk.onMoment((at) => markStep(editor, at));
connectTicks(walk, player);
connectChips();
connectZoom(film.camera);
connectAxisSwitches(chart);
find("#walk-update").addEventListener("click", walkUpdate);
find("#generated").addEventListener("click", () => use(null));
find("#compare").addEventListener("click", keepRun);
find("#share").addEventListener("click", () => void share());
connectRunExport({ run: () => chosenRun() ?? trainer.training?.run ?? null, view: () => views.view, copied: () => toast(t("page.export.copied")) });
const showCurves = connectStarts({
  run: chosenRun,
  take: (seed) => {
    const { boxes, ...others } = form.choices();
    const start = boxes.start === "course" ? "normal" : (boxes.start ?? "");
    form.set({ ...others, boxes: { ...boxes, start, "start-seed": String(seed) } });
    void train();
  },
  refused,
  unreachable: () => controls.showProblem(unreachable().message),
});
listenToKeys({
  walk,
  player,
  help: createHelp(),
  close: card.close,
  typed: (digits) => toast(digits === null ? "" : t("page.go_to_step", { digits: digits || "…" })),
});
addEventListener("pagehide", () => keeping.keep(snapshot()));

await open((await keeping.restored()) ?? { choices: data.choices, own: null, view: null, update: 0 });
