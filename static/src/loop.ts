/** The loop of training, drawn: forward → backward → update and round again. The phase of the step is lit; each leads to its first step. */
import { find } from "./dom";
import { momentOf, type Moment } from "./state";
import type { Phase } from "./timeline";
import type { View, Walk } from "./walk";

export function createLoop(walk: Walk, stop: () => void): View {
  const buttons = Array.from(find("#loop").querySelectorAll<HTMLButtonElement>("button[data-phase]"));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const first = walk.moment && firstStep(walk.moment, button.dataset.phase as Phase);
      if (!first) return;
      stop();
      walk.goTo(momentOf(first));
    });
  }
  return (moment) => {
    for (const button of buttons) {
      const phase = button.dataset.phase as Phase;
      button.setAttribute("aria-current", moment.step?.phase === phase ? "step" : "false");
      button.disabled = firstStep(moment, phase) === undefined;
    }
  };
}

function firstStep({ trace }: Moment, phase: Phase) {
  return trace.timeline.steps.find((step) => step.phase === phase);
}
