/** Practice: hidden numbers of a walk are to be found. It lies over the page of the walk, which waits as it was. */
import type { Problem, Program } from "../api";
import { copyLink } from "../dialogs";
import { find } from "../dom";
import { t } from "../i18n";
import { unreachable } from "../messages";
import { isProblem } from "../request";
import { cleanAddress } from "../session";
import type { Snapshot } from "../share";
import type { Attempts } from "./attempts";
import { Desk } from "./desk";
import { mark, seenHere } from "./entries";
import { isGenerated, ofProgram, ofTopic, type Exercise } from "./exercise";
import * as keeping from "./keeping";
import { createRun, type Run } from "./run";
import { createServer, type Server } from "./server";
import { createSettings, type Settings } from "./settings";
import { createStage, type Stage } from "./stage";

interface Page {
  lang: string;
  /** The program on the page. */
  program: () => Program;
  opened: () => void;
  closed: () => void;
  /** Walk through a program that was practised. */
  walk: (program: Snapshot) => void;
  linkCopied: () => void;
}

export class Practice {
  private readonly stage: Stage;
  private readonly server: Server;
  private readonly run: Run;
  private readonly desk: Desk;
  private readonly settings: Settings;
  /** What is practised, or was to be. */
  private exercise: Exercise | null = null;
  /** Whether a link asked for it, and the program of that link. */
  private isLinked = false;
  private linked: Snapshot | null = null;
  /** The program on the page when practice was last opened from it; null when a link or a reload opened it. */
  private known: string | null = null;
  private topics: string[] = [];

  constructor(private readonly page: Page) {
    this.server = createServer(page.lang);
    this.stage = createStage({ enter: () => this.enter(), left: () => this.left(), escape: () => this.desk.closeBox() });
    this.run = createRun(this.server, {
      loading: () => { this.stage.setBusy(true); },
      loaded: (course) => {
        this.stage.setBusy(false);
        this.desk.load(course);
        this.settings.view(course.exercise, course.task);
      },
      failed: (problem) => this.failed(problem),
      changed: (course, item, before) => this.desk.changed(course, item, before),
    });
    this.desk = new Desk(
      { typed: this.run.typed, check: (item, text) => void this.run.check(item, text), hint: (item) => void this.run.hint(item) },
      { another: () => this.another(), next: () => void this.next(), walkThrough: () => this.walkThrough(), back: () => this.stage.leave() },
      () => this.run.course,
    );
    this.settings = createSettings({ choose: (topic) => this.choose(topic), hide: (kinds) => this.vary({ kinds }), level: (level) => this.vary({ level }) });
    find("#practice-share").addEventListener("click", () => void this.share());
    addEventListener("pagehide", () => { this.keep(); });
    addEventListener("popstate", () => this.follow());
  }

  /** Begin as a link or an earlier visit in this tab says. True when the page below is not to be looked at yet. */
  async resume(): Promise<boolean> {
    const isAsked = keeping.isInAddress();
    const { hash } = location;
    const goesOn = hash === "" && seenHere() !== "walk";
    const kept = isAsked ? await keeping.fromAddress(this.underWay()) : goesOn ? keeping.fromStorage() : null;
    // Whoever has gone on to another address meanwhile sees what belongs to that.
    if (location.hash !== hash) return this.isLinked;
    if (!isAsked && kept === null) { mark("walk"); return false; }
    if (seenHere() !== "over the walk") mark("practice");
    this.known = null;
    this.nameProgram(kept?.isLinked ?? true, kept !== null && !isGenerated(kept.exercise.from) ? kept.exercise.from : null);
    this.open();
    if (kept === null) this.failed({ ...unreachable(), code: "bad_link", message: t("practice.link.bad"), hint: t("practice.link.bad_hint") });
    else await this.start(kept.exercise, { attempts: kept.attempts });
    return this.isLinked;
  }

  /** Show what belongs to the entry of the history that the reader went to. */
  private follow(): void {
    const seen = seenHere();
    if (keeping.isInAddress()) void this.resume();
    else if (seen === "walk" || seen === null) this.giveWay();
    else if (!this.stage.isOpen()) this.enter();
  }

  /** A new entry that names no exercise has a link to the walk. */
  private giveWay(): void {
    mark("walk");
    this.stage.close();
  }

  /** Practise the program on the page; what was under way, on it or from a link, goes on. */
  private enter(): void {
    const program = this.page.program();
    const text = JSON.stringify(program);
    const course = this.known === null || this.known === text ? this.run.course : null;
    this.known = text;
    if (course === null) this.nameProgram(false, null);
    this.open();
    if (course === null) return void this.start(ofProgram(program));
    this.desk.load(course);
    this.desk.begin(course);
  }

  private open(): void {
    this.page.opened();
    this.stage.open();
    if (this.topics.length === 0) void this.offer();
  }

  private async offer(): Promise<void> {
    const offers = await this.server.offers();
    if (isProblem(offers)) return;
    this.topics = offers.topics.map((topic) => topic.name);
    this.settings.offer(this.topics);
    if (this.exercise !== null) this.settings.view(this.exercise, this.run.course?.task ?? null);
  }

  private left(): void {
    if (keeping.isInAddress()) cleanAddress();
    keeping.forget();
    this.desk.clear();
    this.page.closed();
  }

  private async start(exercise: Exercise, { attempts, stays = false }: { attempts?: Attempts; stays?: boolean } = {}): Promise<void> {
    this.exercise = exercise;
    await this.run.load(exercise, attempts);
    const course = this.run.course;
    if (!stays && course?.exercise === exercise) this.desk.begin(course);
  }

  private failed(problem: Problem): void {
    this.stage.setBusy(false);
    this.desk.fail(problem);
    if (this.exercise !== null) this.settings.view(this.exercise, null);
  }

  /** Another exercise than a link in the address says. */
  private change(exercise: Exercise, stays: boolean): void {
    cleanAddress();
    void this.start(exercise, { stays });
  }

  private choose(topic: string | null): void {
    const level = this.exercise?.level ?? "medium";
    const program = this.linked ?? this.page.program();
    this.change(topic === null ? { ...ofProgram(program), level } : ofTopic(topic, level), true);
  }

  private vary(part: Partial<Exercise>): void {
    if (this.exercise !== null) this.change({ ...this.exercise, ...part }, true);
  }

  private another(): void {
    const course = this.run.course;
    if (course?.nextSeed == null || !isGenerated(course.exercise.from)) return;
    this.change({ ...course.exercise, from: { ...course.exercise.from, seed: course.nextSeed } }, false);
  }

  /** The next topic; after the last one and after a program the first. */
  private async next(): Promise<void> {
    if (this.topics.length === 0) await this.offer();
    const from = this.exercise?.from;
    const at = from !== undefined && isGenerated(from) ? this.topics.indexOf(from.topic) : -1;
    const topic = this.topics[(at + 1) % this.topics.length];
    if (topic === undefined) this.failed(unreachable());
    else this.change(ofTopic(topic, this.exercise?.level ?? "medium"), false);
  }

  private walkThrough(): void {
    const program = this.run.course?.task.program;
    if (program !== undefined) this.page.walk(program);
    this.stage.leave();
  }

  private async share(): Promise<void> {
    if (this.exercise !== null && (await copyLink(await keeping.putIntoAddress(this.exercise)))) this.page.linkCopied();
  }

  private keep(): void {
    const kept = this.underWay();
    if (this.stage.isOpen() && kept !== null) keeping.keep(kept);
  }

  private underWay(): keeping.Kept | null {
    if (this.exercise === null) return null;
    return { exercise: this.exercise, attempts: this.run.course?.attempts ?? new Map(), isLinked: this.isLinked };
  }

  private nameProgram(isLinked: boolean, program: Snapshot | null): void {
    this.isLinked = isLinked;
    this.linked = isLinked ? program : null;
    this.settings.nameProgram(isLinked && program !== null);
  }
}
