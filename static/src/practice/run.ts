/** An exercise under way: what the server hides, what the learner has answered, and the next thing to ask the server. */
import type { Problem } from "../api";
import { sentences, t } from "../i18n";
import { isProblem, type Answered } from "../request";
import { newSession, snapshotOf } from "../session";
import { attemptAt, helped, isSolved, judged, notRead, typed, type Attempt, type Attempts } from "./attempts";
import { isGenerated, type Exercise } from "./exercise";
import type { Server, Sheet, Task } from "./server";
import { captionsOf } from "./words";

export interface Course {
  readonly exercise: Exercise;
  readonly task: Task;
  readonly sheet: Sheet;
  readonly captions: ReadonlyMap<string, string>;
  attempts: Attempts;
  /** The seed of another exercise like this; null for a program that is no topic's. */
  readonly nextSeed: number | null;
}

interface Listener {
  /** Another exercise was asked for: `loaded` or `failed` follows. */
  loading: () => void;
  loaded: (course: Course) => void;
  failed: (problem: Problem) => void;
  changed: (course: Course, item: string, before: Attempt) => void;
}

export interface Run {
  readonly course: Course | null;
  /** Put another exercise before the learner; what was answered to it before stays answered. */
  load: (exercise: Exercise, attempts?: Attempts) => Promise<void>;
  typed: (item: string, text: string) => void;
  check: (item: string, text: string) => Promise<void>;
  hint: (item: string) => Promise<void>;
}

export function createRun(server: Server, listener: Listener): Run {
  let course: Course | null = null;
  /** The last exercise that could be begun: its answers stay when only what is hidden changes. */
  let last: Course | null = null;
  let newest = 0;

  async function load(exercise: Exercise, attempts?: Attempts): Promise<void> {
    const mine = (newest += 1);
    listener.loading();
    const found = await courseOf(server, exercise);
    if (mine !== newest) return;
    if (isProblem(found)) { course = null; listener.failed(found.problem); return; }
    // What was typed while the server was asked is kept as well.
    course = last = { ...found, attempts: attempts ?? keptFor(exercise, last) };
    listener.loaded(course);
  }
  function become(item: string, change: (attempt: Attempt) => Attempt): void {
    if (course === null) return;
    const before = attemptAt(course.attempts, item);
    course.attempts = new Map(course.attempts).set(item, change(before));
    listener.changed(course, item, before);
  }
  async function check(item: string, text: string): Promise<void> {
    const asked = course;
    if (asked === null || isSolved(asked.attempts, item)) return;
    become(item, (attempt) => typed(attempt, text));
    if (text.trim() === "") { become(item, (attempt) => notRead(attempt, t("practice.empty"))); return; }
    const answer = await server.check(asked.task, item, text);
    // Whoever typed on, or went to another exercise, is not told about what stood there before.
    if (course !== asked || attemptAt(asked.attempts, item).text !== text) return;
    become(item, (attempt) => (isProblem(answer) ? notRead(attempt, complaintOf(answer.problem)) : judged(attempt, answer)));
  }
  async function hint(item: string): Promise<void> {
    const asked = course;
    if (asked === null) return;
    const answer = await server.hint(asked.task, item, attemptAt(asked.attempts, item).hints.length + 1);
    if (course !== asked) return;
    become(item, (attempt) => (isProblem(answer) ? notRead(attempt, complaintOf(answer.problem)) : helped(attempt, answer)));
  }
  return {
    get course() {
      return course;
    },
    load,
    typed: (item, text) => become(item, (attempt) => typed(attempt, text)),
    check,
    hint,
  };
}

/** What was answered to the last exercise, where only what is hidden differs. */
function keptFor(exercise: Exercise, last: Course | null): Attempts {
  return last?.exercise.from === exercise.from ? last.attempts : new Map<string, Attempt>();
}

async function courseOf(server: Server, exercise: Exercise): Promise<Answered<Omit<Course, "attempts">>> {
  const { from, level } = exercise;
  const generated = isGenerated(from) ? await server.generate(from) : null;
  if (generated !== null && isProblem(generated)) return generated;
  const program = isGenerated(from) ? snapshotOf(newSession(generated?.source ?? ""), 0) : from;
  const task = { program, kinds: exercise.kinds ?? generated?.kinds ?? ["gradient" as const], level };
  const sheet = await server.sheet(task);
  if (isProblem(sheet)) return sheet;
  return { exercise, task, sheet, captions: captionsOf(sheet), nextSeed: generated?.next_seed ?? null };
}

function complaintOf({ message, hint, column }: Problem): string {
  const place = column === null ? message : t("practice.column", { column, message });
  return sentences(place, hint);
}
