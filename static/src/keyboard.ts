/** Keys that work anywhere on the page except while typing. */
import { isTyping } from "./dom";
import { moveBy, type Player } from "./player";
import type { Walk } from "./walk";

interface Actions {
  walk: Walk;
  player: Player;
  /** "?" */
  help: () => void;
  /** Escape: close what lies over the film. */
  close: () => void;
  /** What was typed after "g" so far; null when no number is awaited. */
  typed: (digits: string | null) => void;
}

/** How long a number after "g" may pause before it counts as complete, in milliseconds. */
const PATIENCE = 900;

export function listenToKeys(actions: Actions): void {
  const goTo = numberAfterG(actions);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    // A dialog has keys of its own, and where numbers are to be found there is no walk to step through.
    if (document.querySelector("dialog[open], #practice:not([hidden])") !== null) return;
    if (goTo(event.key) || press(event, actions)) event.preventDefault();
  });
}

/** Whether the key was for us. Escape always goes on to the browser, which closes menus and dialogs with it. */
function press(event: KeyboardEvent, { walk, player, help, close }: Actions): boolean {
  if (event.key === "Escape") close();
  const steps: Record<string, () => void> = {
    ArrowRight: () => moveBy(walk, 1),
    ArrowLeft: () => moveBy(walk, -1),
    Home: () => walk.goTo(0),
    End: () => walk.goTo(Infinity),
  };
  const others: Record<string, () => void> = { " ": () => player.toggle(), "?": help };
  const step = ownsArrows(event) ? undefined : steps[event.key];
  const other = event.key === " " && ownsSpace(event) ? undefined : others[event.key];
  if (step !== undefined) player.stop();
  (step ?? other)?.();
  return step !== undefined || other !== undefined;
}

/** A slider of a value moves with the arrow keys; the slider of the steps does what the keys do anyway. */
function ownsArrows({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.type === "range";
}

function ownsSpace({ target }: Event): boolean {
  return target instanceof Element && target.matches("button, a, summary, input, [role=button]");
}

/** "g", then digits: goes there at Enter or after a pause. */
function numberAfterG({ walk, player, typed }: Actions): (key: string) => boolean {
  let digits: string | null = null;
  let timer = 0;
  function become(next: string | null): void {
    clearTimeout(timer);
    digits = next;
    typed(digits);
    if (digits !== null) timer = window.setTimeout(finish, digits === "" ? 4 * PATIENCE : PATIENCE);
  }
  function finish(): void {
    if (digits) {
      player.stop();
      walk.goToStop(Number(digits));
    }
    become(null);
  }
  return (key) => {
    if (digits === null && key !== "g") return false;
    if (digits === null) become("");
    else if (/^\d$/.test(key)) become(digits + key);
    else if (key === "Enter") finish();
    else {
      become(null);
      return key === "Escape";
    }
    return true;
  };
}
