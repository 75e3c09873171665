/** What the learner works with: picture, table and progress of an exercise, kept in step with one another. */
import type { Problem } from "../api";
import { find, setText, show } from "../dom";
import { sentences, t } from "../i18n";
import { createAnswerBox, type AnswerBox } from "./answer-box";
import { attemptAt, nextOpen, type Attempt } from "./attempts";
import { createBoard, type Board } from "./board";
import type { Actions } from "./item-form";
import { createProgress, type Moves, type Progress } from "./progress";
import type { Course } from "./run";
import { createTable, type Table } from "./table";
import { announcement } from "./words";

export class Desk {
  private readonly table: Table;
  private readonly box: AnswerBox;
  private readonly board: Board;
  private readonly progress: Progress;

  constructor(actions: Actions, moves: Moves, private readonly course: () => Course | null) {
    this.table = createTable(actions, (item) => { this.board.point(item); });
    this.box = createAnswerBox(actions);
    this.board = createBoard((item) => { if (item === null) this.box.close(); else this.openBox(item); });
    this.progress = createProgress(moves);
  }

  load(course: Course): void {
    showProblem(null);
    this.box.close();
    this.table.show(course.sheet.items, course.captions);
    this.board.show(course.sheet, course.captions);
    this.progress.say("");
    this.view(course);
  }

  fail(problem: Problem): void {
    this.clear();
    showProblem(problem);
    this.progress.view(null);
  }

  clear(): void {
    this.box.close();
    this.table.show([], new Map());
    this.board.clear();
    this.progress.say("");
  }

  /** The learner did something to an item, which was `before`. */
  changed(course: Course, item: string, before: Attempt): void {
    const attempt = attemptAt(course.attempts, item);
    const [isOnPicture, isInTable] = [this.box.item() === item, this.table.holdsFocus(item)];
    this.view(course);
    if (isOnPicture) this.box.view(attempt);
    if (attempt.hints.length > before.hints.length) this.board.hint(attempt.hints.at(-1) ?? null);
    else if (attempt.verdict !== "open") this.progress.say(announcement(course.captions.get(item) ?? "", attempt));
    if (attempt.verdict !== "right" || before.verdict === "right") return;
    this.board.hint(null);
    if (isOnPicture || isInTable) this.moveOn(course, item, isOnPicture);
  }

  /** Put the focus where the learner goes on; on a touch screen that would bring up the keys over the graph. */
  begin(course: Course): void {
    if (!matchMedia("(pointer: coarse)").matches) this.moveOn(course, "", false);
  }

  /** Close the box over the picture; false where none is open. */
  closeBox(): boolean {
    const item = this.box.item();
    this.box.close();
    if (item !== null) this.board.reach(item)?.focus();
    return item !== null;
  }

  private view(course: Course): void {
    this.table.view(course.attempts);
    this.board.view(course.attempts);
    this.progress.view(course);
  }

  private openBox(id: string): boolean {
    const course = this.course();
    const item = course?.sheet.items.find((each) => each.id === id);
    const blank = this.board.reach(id);
    if (course === null || item === undefined || blank === null) return false;
    this.box.open(item, course.captions.get(id) ?? "", attemptAt(course.attempts, id), blank);
    return true;
  }

  /** From an item that was just solved to the next, in the table or on the picture, wherever the learner is. */
  private moveOn(course: Course, from: string, isOnPicture: boolean): void {
    const next = nextOpen(course.sheet.items, course.attempts, from);
    if (next !== null && isOnPicture && this.openBox(next)) return;
    this.box.close();
    if (next === null) this.progress.focusNext();
    else this.table.focus(next);
  }
}

/** What is wrong with the exercise as a whole. */
function showProblem(problem: Problem | null): void {
  show(find("#practice-problem"), problem !== null);
  const place = problem?.line == null ? "" : t("page.place", { line: problem.line, column: problem.column ?? 1 });
  setText(find("#practice-problem"), sentences(place, problem?.message, problem?.hint));
}
