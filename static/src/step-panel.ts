/** The step just done, in words and in mathematics: symbols, numbers, result. */
import { find, h, setText, show } from "./dom";
import { t } from "./i18n";
import { makeScrollable, renderMath } from "./math";
import { definition, explain, spoken } from "./sentences";
import type { Moment } from "./state";
import { nodeOf, type Formula, type Step, type Trace } from "./timeline";
import type { View } from "./walk";

export function createStepPanel(): View {
  const panel = find("#step-panel");
  const badge = find("#step-badge");
  const title = find("#step-title");
  const words = find("#step-words");
  const formulas = find("#step-formulas");
  const chains = find("#step-chains");
  return (moment) => {
    const explanation = explain(moment);
    panel.dataset.phase = explanation.phase;
    setText(badge, t(`page.phase.${explanation.phase}`));
    setText(title, explanation.title);
    setText(words, explanation.sentences.join(t("page.sentence_space")));
    formulas.replaceChildren(...blocks(moment, formulaBlock));
    chains.replaceChildren(...blocks(moment, chainBlock));
    show(chains, chains.childElementCount > 0);
    // Measured once the browser has laid the step out anyway, not before.
    requestAnimationFrame(() => { makeScrollable(panel.querySelectorAll<HTMLElement>(".derivation, .chain .line")); });
  };
}

type Block = (trace: Trace, step: Step, formula: Formula) => HTMLElement | null;

function blocks({ trace, step }: Moment, build: Block): HTMLElement[] {
  if (step === null) return [];
  return step.formulas.map((formula) => build(trace, step, formula)).filter((block) => block !== null);
}

function formulaBlock(trace: Trace, step: Step, formula: Formula): HTMLElement {
  const label = step.kind === "pull_back" ? t("step.pull_back.to", { target: definition(nodeOf(trace, formula.target)) }) : null;
  return h(
    "div",
    { class: "formula" },
    label === null ? null : h("h3", {}, label),
    h("div", { class: "derivation" }, math("lhs", formula.lhs), ...derivationLines(formula, isPart(trace, step, formula))),
    formula.sum === null ? null : sumLine(formula.sum),
  );
}

/**
 * "= symbols", "= numbers", "= result"; a line that says the same as the one before is left out. What is only a
 * part of the gradient is added to it: "+= symbols".
 */
function derivationLines({ symbols, numbers, result }: Formula, part: boolean): HTMLElement[] {
  const lines = [symbols, numbers].filter((line, at, all) => line !== result && line !== all[at - 1]);
  const all = [...lines, `\\boldsymbol{${result}}`];
  return all.map((line, at) => math(at === all.length - 1 ? "line result" : "line", `${part && at === 0 ? "\\mathrel{{+}{=}}" : "="} ${line}`));
}

/** Whether more than one use adds to the gradient of the formula's target. */
function isPart(trace: Trace, step: Step, { target }: Formula): boolean {
  const uses = trace.uses.get(target) ?? [];
  return step.kind === "pull_back" && uses.filter((edge) => edge.contribution !== null).length > 1;
}

function sumLine(sum: string): HTMLElement {
  return h("p", { class: "sum" }, h("span", {}, t("step.pull_back.sum")), math("line", sum));
}

function chainBlock(trace: Trace, _step: Step, formula: Formula): HTMLElement | null {
  if (formula.chain === null) return null;
  const ends = { output: spoken(nodeOf(trace, trace.timeline.output)), target: spoken(nodeOf(trace, formula.target)) };
  return h("div", { class: "chain" }, h("h3", {}, t("step.chain", ends)), math("line", formula.chain));
}

function math(className: string, latex: string): HTMLElement {
  const element = h("div", { class: className });
  renderMath(element, latex);
  return element;
}
