/** How far the learner is: a tick for each item, the score, what was said last, and what comes when all is solved. */
import { find, h, setText, show } from "../dom";
import { t } from "../i18n";
import { attemptAt, scoreOf, type Attempts } from "./attempts";
import type { Course } from "./run";
import { finishText, scoreText } from "./words";

export interface Moves {
  another: () => void;
  next: () => void;
  walkThrough: () => void;
  back: () => void;
}

export interface Progress {
  view: (course: Course | null) => void;
  say: (text: string) => void;
  /** All is solved: put the focus on what comes next. */
  focusNext: () => void;
}

export function createProgress(moves: Moves): Progress {
  const another = find<HTMLButtonElement>("#practice-another");
  const next = find<HTMLButtonElement>("#practice-next");
  another.addEventListener("click", moves.another);
  next.addEventListener("click", moves.next);
  find("#practice-walk").addEventListener("click", moves.walkThrough);
  find("#practice-back").addEventListener("click", moves.back);
  return {
    view(course) {
      const score = scoreOf(course?.sheet.items ?? [], course?.attempts ?? new Map());
      const isDone = score.count > 0 && score.solved === score.count;
      setText(find("#practice-score"), score.count === 0 ? "" : isDone ? finishText(score) : scoreText(score));
      find("#practice-score").classList.toggle("done", isDone);
      find("#practice-ticks").replaceChildren(...(course === null ? [] : ticks(course.sheet.items.map((item) => item.id), course.attempts)));
      show(another, course !== null && course.nextSeed !== null);
      another.classList.toggle("primary", isDone);
      next.classList.toggle("primary", isDone && another.hidden);
      show(find("#practice-walk"), isDone);
    },
    say: (text) => setText(find("#practice-said"), text),
    focusNext: () => (another.hidden ? next : another).focus(),
  };
}

function ticks(items: readonly string[], attempts: Attempts): HTMLElement[] {
  return items.map((item) => {
    const { verdict, hints } = attemptAt(attempts, item);
    return h("i", { class: `${verdict}${hints.length > 0 ? " hinted" : ""}`, title: t(`practice.tick.${verdict}`) });
  });
}
