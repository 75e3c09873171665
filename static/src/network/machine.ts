/** The time machine: which update is looked at. Its slider runs over all updates that are done. */
import { find, h, setText, show } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { count, counted } from "./counted";
import { place, updateAt } from "./machine-scale";
import type { Training } from "./training";
import type { MomentAnswer } from "./types";

export interface Machine {
  /** The update that is looked at, from 1. */
  readonly update: number;
  /** Which sample of its batch, from 0. */
  readonly sample: number;
  /** Look at another update. */
  goTo: (update: number) => void;
  /** The updates that can be looked at, and which one is. */
  show: (training: Training, update: number) => void;
  describe: (training: Training, moment: MomentAnswer) => void;
}

/** `chosen`: the reader goes to an update, or to another sample of it. */
export function createMachine(chosen: () => void): Machine {
  const slider = find<HTMLInputElement>("#update-slider");
  const log = find("#log-updates");
  const samples = find<HTMLSelectElement>("#sample");
  let [update, last, isLog] = [1, 1, false];

  function goTo(next: number): void {
    update = Math.max(1, Math.min(Math.round(next), last));
    samples.value = "0";
    showPlace(slider, update, last, isLog);
    chosen();
  }
  slider.addEventListener("input", () => { goTo(updateAt(Number(slider.value) / 1000, last, isLog)); });
  slider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    goTo(update + step);
  });
  find("#update-previous").addEventListener("click", () => { goTo(update - 1); });
  find("#update-next").addEventListener("click", () => { goTo(update + 1); });
  log.addEventListener("click", () => {
    isLog = !isLog;
    log.setAttribute("aria-pressed", String(isLog));
    showPlace(slider, update, last, isLog);
  });
  samples.addEventListener("change", chosen);
  return {
    get update() {
      return update;
    },
    get sample() {
      return Number(samples.value || 0);
    },
    goTo,
    show(training, at) {
      last = Math.max(1, training.front);
      update = Math.max(1, Math.min(at, last));
      showPlace(slider, update, last, isLog);
      if (training.front > 0) setText(find("#moment-text"), slider.getAttribute("aria-valuetext") ?? "");
    },
    describe: (training, moment) => { describe(samples, training, moment); },
  };
}

function showPlace(slider: HTMLInputElement, update: number, last: number, isLog: boolean): void {
  const share = place(update, last, isLog);
  slider.value = String(share * 1000);
  slider.style.setProperty("--share", `${share * 100}%`);
  slider.setAttribute("aria-valuetext", t("network.update_at", { update: count(update), updates: count(last) }));
  find("#update-previous").setAttribute("aria-disabled", String(update <= 1));
  find("#update-next").setAttribute("aria-disabled", String(update >= last));
}

/** "update 12,432 of 25,000 · epoch 249 · sample 32: x = …", and a choice of samples where the batch has several. */
function describe(choice: HTMLSelectElement, training: Training, { update, epoch, samples }: MomentAnswer): void {
  const chosen = Number(choice.value || 0) < samples.length ? Number(choice.value || 0) : 0;
  const sample = samples[chosen];
  const values = Object.entries(sample?.values ?? {}).map(([name, value]) => `${name} = ${shown(value)}`).join(t("page.number_comma"));
  const isAhead = training.front === 0;
  const updates = isAhead ? counted("updates", training.start.updates) : count(training.start.updates);
  const here = { update: count(update), updates, epoch: count(epoch), sample: (sample?.index ?? 0) + 1, values };
  setText(find("#moment-text"), t(isAhead ? "network.moment_ahead" : "network.moment_at", here));
  show(find("#of-batch"), samples.length > 1);
  choice.replaceChildren(...samples.map(({ index }, at) => h("option", { value: at }, t("network.sample_of", { number: index + 1, at: at + 1, count: samples.length }))));
  choice.value = String(chosen);
}
