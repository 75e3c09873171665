/** Runs beside each other: finished ones are kept by name, and their curves stay in the picture. */
import { find, h } from "../dom";
import { short, toNumber } from "../format";
import { t } from "../i18n";
import { runName } from "./choices";
import { curvesOf, type Curve } from "./curves";
import type { Training } from "./training";
import type { LossPoint, Run } from "./types";

/** As many as the style sheet has colours for. */
const MOST = 5;

interface Kept {
  name: string;
  run: Run;
  colour: number;
  losses: LossPoint[];
  epochs: number;
}

export interface Compare {
  keep: (training: Training) => void;
  /** The curves of the run at hand and of those kept. */
  curves: (training: Training) => Curve[];
  /** The longest of them. */
  epochs: (training: Training) => number;
  show: (training: Training) => void;
}

export function createCompare(changed: () => void): Compare {
  let kept: Kept[] = [];

  function keep({ run, losses, start }: Training): void {
    const free = Array.from({ length: MOST }, (_, at) => at + 1).filter((colour) => kept.every((each) => each.colour !== colour));
    const others = kept.filter((each) => JSON.stringify(each.run) !== JSON.stringify(run));
    const colour = kept.find((each) => !others.includes(each))?.colour ?? free[0] ?? others.shift()?.colour ?? 1;
    kept = [...others, { name: nameOf(run), run, colour, losses, epochs: start.updates / start.updates_per_epoch }];
    changed();
  }
  function remove(gone: Kept): void {
    kept = kept.filter((each) => each !== gone);
    changed();
  }
  function entry(each: Kept): HTMLElement {
    const label = t("network.remove_run", { name: each.name });
    return h("li", { class: `run-${each.colour}` }, ending(each.name, each.losses), h("button", { type: "button", class: "link", "aria-label": label, title: label, click: () => { remove(each); } }, "×"));
  }
  return {
    keep,
    curves: (training) => [...kept.flatMap((each) => curvesOf(each.name, testName(each.name), `run-${each.colour}`, each.losses)), ...curvesOf(nameOf(training.run), testName(nameOf(training.run)), "run-now", training.losses)],
    epochs: (training) => Math.max(training.start.updates / training.start.updates_per_epoch, ...kept.map(({ epochs }) => epochs)),
    show(training) {
      const now = training.losses.length === 0 && kept.length === 0 ? [] : [h("li", { class: "run-now" }, ending(nameOf(training.run), training.losses))];
      find("#runs").replaceChildren(...now, ...kept.map(entry));
    },
  };
}

function nameOf(run: Run): string {
  return runName(run, t(`network.optimizer.${run.optimizer}`), t("network.own_program"));
}

function testName(name: string): string {
  return t("network.test_curve", { name });
}

/** A run with the loss it ended at. */
function ending(name: string, losses: LossPoint[]): string {
  const last = losses.at(-1);
  return last === undefined ? name : t("page.labelled", { label: name, value: short(toNumber(last[1])) });
}
