/** Which program of the network is shown: one node a number, or one node an array. */

export interface Views {
  readonly view: string;
  /** The view that the reader chose; null without a choice. */
  readonly chosen: string | null;
  set: (view: string) => void;
  /** Take this view unless the reader has chosen one. */
  suggest: (view: string) => void;
  enable: (canChoose: boolean) => void;
}

export function createViews(chosen: () => void): Views {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-view]")];
  let view = "scalar";
  let isChosen = false;

  function set(next: string): void {
    view = next;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === next));
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      isChosen = true;
      set(button.dataset.view ?? "");
      chosen();
    });
  }
  return {
    get view() {
      return view;
    },
    get chosen() {
      return isChosen ? view : null;
    },
    set: (next) => {
      isChosen = true;
      set(next);
    },
    suggest: (next) => {
      if (!isChosen) set(next);
    },
    enable: (canChoose) => {
      for (const button of buttons) button.disabled = !canChoose;
    },
  };
}
