/** The tabs of the middle column: arrow keys go from tab to tab, and only the open one has a panel. */
import { find, show } from "../dom";

export interface Tabs {
  /** The name of the open tab. */
  open: () => string;
  choose: (name: string) => void;
}

/** `opened` is told the names of the tab that opens and of the one before it. */
export function createTabs(opened: (name: string, before: string) => void): Tabs {
  const tabs = [...find("#explore-tabs").querySelectorAll<HTMLElement>("[role=tab]")];
  let current = "step";
  function choose(name: string): void {
    const before = current;
    current = name;
    for (const tab of tabs) {
      const isOpen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      show(find(`#explore-${tab.dataset.tab}`), isOpen);
      if (isOpen) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (before !== name) opened(name, before);
  }
  const moves: Record<string, (at: number) => number> = {
    ArrowRight: (at) => (at + 1) % tabs.length,
    ArrowLeft: (at) => (at - 1 + tabs.length) % tabs.length,
    Home: () => 0,
    End: () => tabs.length - 1,
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", (event) => {
      choose(tab.dataset.tab ?? "");
      // Whoever points has no focus to move: the arrow keys stay with the walk. A click by key counts none.
      if (event.detail > 0) tab.blur();
    });
    tab.addEventListener("keydown", (event) => {
      const next = tabs[moves[event.key]?.(at) ?? -1];
      if (next === undefined) return;
      event.preventDefault();
      choose(next.dataset.tab ?? "");
      next.focus();
    });
  });
  return { open: () => current, choose };
}
