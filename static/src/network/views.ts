/** Which program of the network is shown: one node a number, or one node an array. */

export interface Views {
  readonly view: string;
  set: (view: string) => void;
  enable: (canChoose: boolean) => void;
}

export function createViews(chosen: () => void): Views {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-view]")];
  let view = "scalar";

  function set(next: string): void {
    view = next;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.view === next));
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      set(button.dataset.view ?? "");
      chosen();
    });
  }
  return {
    get view() {
      return view;
    },
    set,
    enable: (canChoose) => {
      for (const button of buttons) button.disabled = !canChoose;
    },
  };
}
