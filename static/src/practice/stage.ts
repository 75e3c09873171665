/** The view of the practice in place of the page of the walk, which keeps all it shows for when it comes back. */
import { find, show } from "../dom";

interface Listener {
  enter: () => void;
  left: () => void;
  /** Escape: true when something in the practice used it up. */
  escape: () => boolean;
}

export interface Stage {
  isOpen: () => boolean;
  open: () => void;
  close: () => void;
  /** Whether another exercise is on its way. */
  setBusy: (isBusy: boolean) => void;
}

export function createStage({ enter, left, escape }: Listener): Stage {
  const [walk, practice, button] = [find("#walk"), find("#practice"), find("#practice-button")];
  let scrolled = 0;
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
    become(false);
    scrollTo(0, scrolled);
    button.focus({ preventScroll: true });
    left();
  }
  button.addEventListener("click", () => { if (isOpen()) close(); else enter(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    if (!escape()) close();
  });
  return { isOpen, open, close, setBusy: (isBusy) => { practice.ariaBusy = String(isBusy); } };
}
