/** The explanations beside the walk: tabs with the ledger, the paths, the wiggle, forward mode, health and mistakes. */
import { find } from "../dom";
import { makeScrollable } from "../math";
import type { Moment } from "../state";
import type { Trace } from "../timeline";
import { sameTrace, type View, type Walk } from "../walk";
import { createBreaking } from "./breaking";
import { createHealth } from "./health";
import { createLedger } from "./ledger";
import { createMarks } from "./marks";
import type { Ask, Panel, Tools } from "./panel";
import { createPaths } from "./paths";
import { createTabs } from "./tabs";
import { createTangents } from "./tangents";
import { createWiggle } from "./wiggle";

export interface Explore {
  readonly view: View;
  /** The reader chose a node: the ledger is its. */
  choose: (node: string) => void;
  /** Open the ledger of the node. */
  openLedger: (node: string) => void;
}

export function createExplore(walk: Walk, ask: Ask): Explore {
  const tools: Tools = { ask, marks: createMarks(), goTo: walk.goTo, refresh: () => { refresh(); } };
  const ledger = createLedger(find("#explore-ledger"), tools);
  const health = createHealth(find("#explore-health"), tools, () => { refresh(); });
  const breaking = createBreaking(find("#explore-broken"), tools);
  const panels: Record<string, Panel> = { ledger, health, broken: breaking, ...panelsOfLeaves(tools) };
  const tabs = createTabs((_name, before) => {
    panels[before]?.leave?.();
    refresh();
  });
  let newest = new AbortController();

  /** Fill what the reader sees of the trace; whatever was being asked before is no longer wanted. */
  function refresh(): void {
    newest.abort();
    newest = new AbortController();
    // The row under the pointer may vanish without the pointer leaving it.
    tools.marks.light([]);
    if (walk.moment !== null) void fillAll(walk.moment.trace, newest.signal);
  }
  async function fillAll(trace: Trace, signal: AbortSignal): Promise<void> {
    setBusy(true);
    await fill(trace, signal);
    if (!signal.aborted) setBusy(false);
  }
  async function fill(trace: Trace, signal: AbortSignal): Promise<void> {
    const panel = panels[tabs.open()];
    await panel?.fill(trace, signal);
    makeScrollable(document.querySelectorAll<HTMLElement>(".explore-panel:not([hidden]) :is(.scroll-x, .formula-line)"));
    if (health.isOn()) await health.widen(signal);
    // A mistake lasts while the reader looks at other tabs.
    if (panel !== breaking && !signal.aborted) await breaking.fill(trace, signal);
    if (walk.moment !== null && !signal.aborted) breaking.view(walk.moment);
  }
  return {
    view(moment: Moment, before: Moment | null) {
      if (sameTrace(moment, before)) breaking.view(moment);
      else refresh();
    },
    choose(node) {
      ledger.choose(node);
      if (tabs.open() === "ledger") refresh();
    },
    openLedger(node) {
      ledger.choose(node);
      tabs.choose("ledger");
    },
  };
}

/** Tell assistive technology that the open panel is about to change. */
function setBusy(isBusy: boolean): void {
  for (const panel of document.querySelectorAll<HTMLElement>(".explore-panel")) panel.ariaBusy = String(isBusy);
}

/** The panels in which the reader chooses a leaf. */
function panelsOfLeaves(tools: Tools): Record<string, Panel> {
  return {
    paths: createPaths(find("#explore-paths"), tools),
    wiggle: createWiggle(find("#explore-wiggle"), tools),
    forward: createTangents(find("#explore-forward"), tools),
  };
}
