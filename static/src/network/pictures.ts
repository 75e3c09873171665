/** The three pictures above the time machine, drawn for one state of the training. */
import { find, show } from "../dom";
import { t } from "../i18n";
import { createDiagram, type Shows } from "./diagram";
import { createFit } from "./fit";
import { drawHistogram } from "./histogram";
import { showMarkList } from "./marks";
import type { Training } from "./training";
import type { Frame, Sample } from "./types";

export interface Pictures {
  /** `sample` is the one of the moment, where one is open. */
  draw: (training: Training, frame: Frame, sample: Sample | null) => void;
}

export function createPictures(): Pictures {
  const host = find("#diagram");
  const diagram = createDiagram(host);
  const fit = createFit();
  let shows: Shows | "histogram" = "weights";
  let last: Parameters<Pictures["draw"]> | null = null;

  function drawNetwork({ start }: Training, { layers, neurons, histogram }: Frame): void {
    showMarkList(find("#marks"), neurons);
    if (shows === "histogram") {
      diagram.clear("");
      drawHistogram(host, histogram);
    } else if (layers === null || start.names === null) diagram.clear(t("network.diagram_none"));
    else diagram.draw(layers, neurons, start.names, shows);
  }
  function draw(...now: Parameters<Pictures["draw"]>): void {
    last = now;
    const [training, frame, sample] = now;
    drawNetwork(training, frame);
    fit.draw(training.start.data, frame, sample);
  }
  const buttons = [...document.querySelectorAll<HTMLElement>("button[data-shows]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      shows = button.dataset.shows as typeof shows;
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      if (last !== null) draw(...last);
    });
  }
  new MutationObserver(() => {
    if (last !== null) draw(...last);
  }).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return { draw };
}

/** A switch between the loss curves and the picture of the starts. */
export function createStartsSwitch(): (isShown: boolean) => void {
  const button = find("#show-starts");
  const become = (isShown: boolean): void => {
    show(button, true);
    button.setAttribute("aria-pressed", String(isShown));
    show(find("#loss-chart"), !isShown);
    show(find("#starts-chart"), isShown);
  };
  button.addEventListener("click", () => { become(button.getAttribute("aria-pressed") !== "true"); });
  return become;
}
