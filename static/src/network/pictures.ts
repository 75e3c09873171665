/** The three pictures above the time machine, drawn for one state of the training. */
import { find, show } from "../dom";
import { t } from "../i18n";
import { createDiagram, type Names, type Shows } from "./diagram";
import { createFit } from "./fit";
import { drawHistogram } from "./histogram";
import { showMarkList } from "./marks";
import type { Training } from "./training";
import type { Frame, Layer, Sample } from "./types";

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
    const names = namesOf(start.data.inputs, layers);
    showMarkList(find("#marks"), neurons, names, layers?.length ?? 0);
    if (shows === "histogram") {
      diagram.clear("");
      drawHistogram(host, histogram);
    } else if (layers === null) diagram.clear(t("network.diagram_none"));
    else diagram.draw(layers, neurons, names, shows);
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

function namesOf(inputs: Record<string, number[]>, layers: Layer[] | null): Names {
  const outputs = layers?.at(-1)?.biases.length ?? 1;
  return { inputs: Object.keys(inputs), outputs: outputs === 1 ? ["y"] : Array.from({ length: outputs }, (_, at) => `y${at + 1}`) };
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
