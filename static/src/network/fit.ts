/** What the network makes of the data: a curve over one input, regions over two. */
import { find, h } from "../dom";
import { t } from "../i18n";
import { createCurve } from "./fit-curve";
import { createRegions } from "./fit-regions";
import type { DataSet, Frame, Sample } from "./types";

export interface Fit {
  draw: (data: DataSet, frame: Frame | null, sample: Sample | null) => void;
}

export function createFit(): Fit {
  const host = find("#fit");
  const legend = find("#fit-legend");
  const curve = createCurve();
  const regions = createRegions();
  let kind = "";

  function become(next: "curve" | "regions" | "none", entries: [className: string, text: string][], content: Element): void {
    const name = `${next} ${JSON.stringify(entries)}`;
    if (name === kind) return;
    kind = name;
    host.replaceChildren(content);
    legend.replaceChildren(...entries.map(([className, text]) => h("li", { class: className }, text)));
  }

  return {
    draw(data, frame, sample) {
      const inputs = Object.keys(data.inputs).length;
      const hasFit = frame?.fit != null;
      if (inputs === 1) {
        become("curve", curveLegend(data, hasFit, frame), curve.element);
        curve.draw(data, frame, sample);
      } else if (inputs === 2) {
        become("regions", regionLegend(data), regions.element);
        regions.draw(data, frame?.fit?.kind === "regions" ? frame.fit : null, sample);
      } else become("none", [], h("p", { class: "nothing" }, t("network.fit_none", { inputs })));
    },
  };
}

function curveLegend(data: DataSet, hasFit: boolean, frame: Frame | null): [string, string][] {
  const parts = frame?.fit?.kind === "curve" ? frame.fit.parts.length : 0;
  const all: [string, string, boolean][] = [
    ["dots", t("network.legend.data"), true],
    ["hollow", t("network.legend.test"), data.test.length > 0],
    ["truth", t("network.legend.truth"), data.truth !== null],
    ["prediction", t("network.legend.prediction"), hasFit],
    ["part", t("network.legend.part"), parts > 0],
  ];
  return all.filter(([, , isShown]) => isShown).map(([className, text]) => [className, text]);
}

function regionLegend(data: DataSet): [string, string][] {
  const classes = Array.from({ length: data.classes }, (_, at): [string, string] => [`class-${at}`, t("network.legend.class", { number: at })]);
  return data.test.length > 0 ? [...classes, ["hollow", t("network.legend.test")]] : classes;
}
