/** The page on which a program is walked through: makes the parts and connects them. */
import type { Answer, Problem, Program } from "../api";
import { acceptDecimalCommas } from "../decimal-comma";
import { copyLink, createHelp } from "../dialogs";
import { find } from "../dom";
import { createEditor } from "../editor";
import { createEntryAsker } from "../entry";
import { createExamples, type Example } from "../examples";
import { createAsk } from "../explore/ask";
import { createExplore } from "../explore/explore";
import { createExportDialog, WALK_FORMATS } from "../export-dialog";
import { createFilm } from "../film";
import { connectChips, connectZoom, createOutputChip } from "../film-controls";
import { createGradients } from "../gradients";
import { createGroupMenu } from "../group-menu";
import { toggled } from "../groups";
import { t } from "../i18n";
import { listenToKeys } from "../keyboard";
import { createLoop } from "../loop";
import { preloadMathFonts } from "../math";
import { createToast, showProblem, unreachable } from "../messages";
import { createNodeCard } from "../node-card";
import { readPageData } from "../page-data";
import { createPlayer } from "../player";
import { Practice } from "../practice/practice";
import { markStep, pointFromFilm, pointFromText } from "../pointing";
import { rangeOfProblem, rangeOfSpan } from "../positions";
import { createRemarks } from "../remarks";
import { createSeedBox } from "../seed-box";
import { isProblem } from "../request";
import * as sessions from "../session";
import type { Snapshot } from "../share";
import { createStepPanel } from "../step-panel";
import { connectTicks } from "../ticks";
import type { Timeline } from "../timeline";
import { createTracer } from "../tracer";
import { createUpdatePanel } from "../update-panel";
import { createUpdater } from "../updater";
import { createValues } from "../values";
import { createWalk } from "../walk";

/** Milliseconds of silence after which the text counts as typed. */
const TYPING = 250;

const data = readPageData();
const walk = createWalk();
const toast = createToast();
let session = sessions.newSession(data.examples[0]?.source ?? "");
/** What the next trace is asked for, besides its numbers. */
let intent: { at?: number; focus?: string | undefined } = {};
/** The timer of a text that is being typed, 0 for none. */
let typing = 0;
/** Whether a program was opened; an exercise from a link comes first. */
let hasBegun = false;
/** What the server was asked last. */
let newest: Program | null = null;

const film = createFilm({ chosen: openCard, grouped: openGroup, hovered: (node) => pointFromFilm(editor, walk.moment, node) });
const editor = createEditor({
  host: find("#editor"),
  label: t("page.program"),
  ops: data.ops,
  changed: () => {
    clearTimeout(typing);
    typing = window.setTimeout(readText, TYPING);
    showBusy();
  },
  pointedAt: (offset) => pointFromText(film, editor, walk.moment, offset),
});
const player = createPlayer(walk);
connectTicks(walk, player);
const values = createValues({
  move: (name, value) => change(sessions.withValues(session, { [name]: value }), { isMoving: true }),
  set: (name, value) => change(sessions.withValues(session, { [name]: value })),
  setRole: (name, role) => change(sessions.withRole(session, name, role)),
  reset: () => change({ ...session, overrides: {}, roles: {} }),
});
const updater = createUpdater({
  session: () => session,
  trace: () => walk.moment?.trace,
  become: goForwardWith,
  show: createUpdatePanel({
    setLearningRate: (learningRate) => change({ ...session, learningRate }),
    setDirection: (direction) => change({ ...session, direction }),
    update: (times) => updater.update(times),
    undo: () => updater.undo(),
    undoAll: () => updater.undoAll(),
  }),
});
const card = createNodeCard({
  goTo: (k) => walk.goTo(k),
  makeOutput: (output) => change({ ...session, output, seed: null }),
  explain: (node) => explore.openLedger(node),
  closeGroup: (group) => showGroups(toggled(walk.moment?.trace.timeline.opened ?? [], group)),
  closed: () => film.select(null),
  placeOf: (node) => film.cardOf(node),
});
const ask = createAsk({
  lang: data.lang,
  program: () => sessions.programOf(session),
  failed: (problem) => toast((problem ?? unreachable()).message),
});
const explore = createExplore(walk, ask);
createExportDialog(WALK_FORMATS, {
  write: (format) => ask("export", { format }, new AbortController().signal),
  copied: () => toast(t("page.export.copied")),
});
const practice = new Practice({
  lang: data.lang,
  program: () => { readText(); return sessions.programOf(session); },
  opened: player.stop,
  closed: () => { if (!hasBegun) void begin(); },
  walk: openSnapshot,
  linkCopied: () => toast(t("practice.link_copied")),
});
const showOutput = createOutputChip(() => change({ ...session, output: null }));
const showRemarks = createRemarks((span) => editor.reveal(rangeOfSpan(editor.text(), span)));
const showSeed = createSeedBox({
  set: (seed) => change({ ...session, seed }),
  choose: (output) => change({ ...session, output: output || null, seed: null }),
});
const showGroupMenu = createGroupMenu({ open: showGroups, hint: film.hint });
const tracer = createTracer({
  lang: data.lang,
  knownLayout: film.layout,
  answered,
  unreachable: () => refused(unreachable(), newest),
  busy: showBusy,
});

function openCard(node: string): void {
  if (walk.moment === null) return;
  film.select(node);
  card.open(walk.moment, node);
  explore.choose(node);
}

/** Draw these groups open (null: as many as can be read), at the same place of the walk. */
function showGroups(opened: string[] | null, at = walk.moment?.k): void {
  if (at !== undefined) intent = { ...intent, at };
  card.close();
  change({ ...session, opened });
}

/** Open a closed group; whoever did it by keyboard goes on from its first node. */
function openGroup(group: string): void {
  const trace = walk.moment?.trace;
  if (trace === undefined) return;
  intent = { ...intent, focus: trace.timeline.nodes.find((node) => trace.closed.get(node.id) === group && node.op !== null)?.id };
  showGroups([...trace.timeline.opened, group]);
}

/** Open the group of the last stop, and walk on inside it from its first step. */
function stepInside(group: string): void {
  const { moment } = walk;
  if (moment?.stop != null) showGroups([...moment.trace.timeline.opened, group], moment.stop.from + 1);
}

/** Work on with a changed session; a link in the address no longer means it. */
function change(next: sessions.Session, { isMoving = false } = {}): void {
  sessions.cleanAddress();
  updater.changed(session, next);
  retrace(next, { isMoving });
}

/** Ask for another trace; while values move, only the step on the screen is explained. */
function retrace(next: sessions.Session, { isMoving = false } = {}): void {
  session = next;
  showOutput(session.output);
  newest = sessions.programOf(session);
  if (isMoving) tracer.follow(newest, walk.moment?.step == null ? [] : [walk.moment.step.index]);
  else tracer.ask(newest);
}

function showBusy(): void {
  film.setBusy(typing !== 0 || tracer.isBusy());
}

function readText(): void {
  clearTimeout(typing);
  typing = 0;
  if (hasBegun && editor.text() !== session.source) change(sessions.withSource(session, editor.text()));
  else showBusy();
}

function answered(program: Program, answer: Answer): void {
  if (program.source !== session.source) return;
  if (isProblem(answer)) refused(answer.problem, program);
  else accepted(answer.timeline, program);
}

function refused(problem: Problem, program: Program | null): void {
  if (program === newest) session = updater.refused() ?? session;
  showProblem(problem);
  showSeed(session, problem);
  film.setStale(true);
  if (editor.text() === session.source) editor.mark({ error: rangeOfProblem(session.source, problem) });
}

function accepted(timeline: Timeline, program: Program): void {
  const { at, focus } = intent;
  intent = {};
  showProblem(null);
  showSeed(session, null);
  editor.mark({ error: null });
  film.setStale(false);
  values.show(timeline, sessions.programOf(session));
  showRemarks(timeline);
  walk.load(timeline, at);
  if (walk.moment !== null) showGroupMenu(walk.moment.trace, session.opened !== null);
  if (focus !== undefined) film.cardOf(focus)?.focus();
  if (program === newest) updater.answered();
}

/** Work on with other values; the walk stands after the forward pass, where the new output is seen. */
function goForwardWith(next: sessions.Session): void {
  sessions.cleanAddress();
  player.stop();
  const forward = walk.moment?.trace.timeline.steps.filter((step) => step.phase === "forward").length ?? 0;
  intent = { at: forward };
  retrace(next);
}

/** Begin with another program. */
function open(next: sessions.Session, step = 0): void {
  hasBegun = true;
  player.stop();
  card.close();
  editor.setText(next.source);
  intent = { at: step };
  updater.changed(session, next);
  retrace(next);
}

function openExample({ source }: Example): void {
  sessions.cleanAddress();
  open(sessions.newSession(source));
  find("#step-play").focus();
}

function openSnapshot(snapshot: Snapshot): void {
  open(sessions.fromSnapshot(snapshot), snapshot.step);
}

/** Begin where the reader left off, or with the first example. */
async function begin(): Promise<void> {
  const found = await sessions.restored();
  if (found === null) open(session);
  else openSnapshot(found);
}

function snapshot(): Snapshot {
  readText();
  return sessions.snapshotOf(session, walk.moment?.k ?? 0);
}

async function share(): Promise<void> {
  if (await copyLink(await sessions.putIntoAddress(snapshot()))) toast(t("page.link_copied"));
}

// The editor comes first: it measures, the others only write, so the browser lays out once.
walk.onMoment((moment) => markStep(editor, moment));
walk.onMoment(film.view);
walk.onMoment(createStepPanel({ askEntry: createEntryAsker(() => sessions.programOf(session), data.lang), stepInside }));
walk.onMoment(createGradients());
walk.onMoment(createLoop(walk, player.stop));
walk.onMoment((moment) => card.refresh(moment));
walk.onMoment(explore.view);
createExamples(data.examples, openExample);
connectChips();
connectZoom(film.camera);
find("#share").addEventListener("click", () => void share());
acceptDecimalCommas();
listenToKeys({
  walk,
  player,
  help: createHelp(),
  close: card.close,
  typed: (digits) => toast(digits === null ? "" : t("page.go_to_step", { digits: digits || "…" })),
});
addEventListener("pagehide", () => { if (hasBegun) sessions.keep(snapshot()); });
addEventListener("hashchange", () => void sessions.fromAddress().then((found) => found && openSnapshot(found)));

preloadMathFonts();
if (!(await practice.resume())) await begin();
