/** The view of the practice in place of the page of the walk, which keeps all it shows for when it comes back. */
import { find, show } from "../dom";
import { goOver, mark, seenHere } from "./entries";

interface Listener {
  enter: () => void;
  left: () => void;
  /** Escape: true when something in the practice used it up. */
  escape: () => boolean;
}

export interface Stage {
  isOpen: () => boolean;
  open: () => void;
  /** Let the walk be seen again. */
  close: () => void;
  /** The reader wants the walk back: where that is the entry before in the history, by going there. */
  leave: () => void;
  /** Whether another exercise is on its way. */
  setBusy: (isBusy: boolean) => void;
}

export function createStage({ enter, left, escape }: Listener): Stage {
  const [walk, practice, button] = [find("#walk"), find("#practice"), find("#practice-button")];
  let scrolled = 0;
  /** Whether the entry of the walk is on its way. */
  let isLeaving = false;
  const isOpen = (): boolean => !practice.hidden;

  function become(open: boolean): void {
    show(walk, !open);
    show(practice, open);
    button.setAttribute("aria-pressed", String(open));
    document.body.classList.toggle("practising", open);
  }
  function open(): void {
    if (isOpen()) return;
    scrolled = scrollY;
    become(true);
    scrollTo(0, 0);
    find("#practice-title").focus();
  }
  function close(): void {
    if (!isOpen()) return;
    isLeaving = false;
    become(false);
    scrollTo(0, scrolled);
    button.focus({ preventScroll: true });
    left();
  }
  function leave(): void {
    if (!isOpen() || isLeaving) return;
    isLeaving = seenHere() === "over the walk";
    if (isLeaving) { history.back(); return; }
    mark("walk");
    close();
  }
  button.addEventListener("click", () => {
    if (isOpen()) { leave(); return; }
    goOver();
    enter();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    if (!escape()) leave();
  });
  return { isOpen, open, close, leave, setBusy: (isBusy) => { practice.ariaBusy = String(isBusy); } };
}
