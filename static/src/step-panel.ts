/** The step just done, in words and in mathematics: symbols, numbers, result. */
import { derivation, math } from "./derivation";
import { find, h, setText, show } from "./dom";
import { createEntryPlace, type AskEntry } from "./entry";
import { explainGroup, type Flow, type GroupStep } from "./group-step";
import { shown, summary } from "./format";
import { t } from "./i18n";
import { makeScrollable } from "./math";
import { matrix } from "./matrix";
import { definition, explain, spoken } from "./sentences";
import type { Moment } from "./state";
import { factorsOf, resultOf, SOURCES } from "./step-arrays";
import { nodeOf, type Formula, type Step, type Trace } from "./timeline";
import type { View } from "./walk";

interface Actions {
  /** Tell the sum behind an entry of an array; without it entries cannot be chosen. */
  askEntry?: AskEntry;
  /** Open a closed group in order to walk through it. */
  stepInside?: (group: string) => void;
}

export function createStepPanel(actions: Actions = {}): View {
  const panel = find("#step-panel");
  const badge = find("#step-badge");
  const title = find("#step-title");
  const words = find("#step-words");
  const formulas = find("#step-formulas");
  const chains = find("#step-chains");
  return (moment) => {
    const group = explainGroup(moment);
    const explanation = group ?? explain(moment);
    panel.dataset.phase = explanation.phase;
    setText(badge, t(`page.phase.${explanation.phase}`));
    setText(title, explanation.title);
    setText(words, explanation.sentences.join(t("page.sentence_space")));
    formulas.replaceChildren(...(group === null ? formulaBlocks(moment, actions) : groupBlocks(group, actions)));
    chains.replaceChildren(...(group === null ? chainBlocks(moment) : []));
    show(chains, chains.childElementCount > 0);
    // Measured once the browser has laid the step out anyway, not before.
    requestAnimationFrame(() => { makeScrollable(panel.querySelectorAll<HTMLElement>(".derivation, .chain .line, .sum .line")); });
  };
}

// --- a step ----------------------------------------------------------------------------------------------------

function formulaBlocks({ trace, step }: Moment, actions: Actions): HTMLElement[] {
  return step?.formulas?.map((formula) => formulaBlock(trace, step, formula, actions)) ?? [];
}

function formulaBlock(trace: Trace, step: Step, formula: Formula, { askEntry }: Actions): HTMLElement {
  const label = step.kind === "pull_back" ? t("step.pull_back.to", { target: definition(nodeOf(trace, formula.target)) }) : null;
  const of = SOURCES[step.kind];
  const place = askEntry === undefined || of === null ? null : createEntryPlace(askEntry);
  const ask = (index: number[]): void => {
    if (place !== null && of !== null) place.show({ of, id: formula.edge ?? formula.target, index });
  };
  const kind = { isPart: isPartOfSum(trace, step, formula), isUpdate: step.kind === "update" };
  return h(
    "div",
    { class: "formula" },
    label === null ? null : h("h3", {}, label),
    resultBlock(trace, step, formula, kind, place === null ? null : ask),
    ...factorsOf(trace, step, formula).map(({ name, kind, value }) => factorBlock(name, kind, value)),
    formula.sum === null ? null : sumLine(formula.sum),
    place?.element ?? null,
  );
}

interface Kind {
  isPart: boolean;
  isUpdate: boolean;
}

/** The derivation; an array as result is a table whose entries can be chosen. */
function resultBlock(trace: Trace, step: Step, formula: Formula, kind: Kind, ask: ((index: number[]) => void) | null): HTMLElement {
  const result = resultOf(trace, step, formula);
  if (Array.isArray(result)) {
    const options = { label: spoken(nodeOf(trace, formula.target)), kind: "result-entries", ...(ask !== null && { chosen: ask }) };
    return derivation(formula, { ...kind, result: matrix(result, options) });
  }
  const block = derivation(formula, kind);
  if (ask !== null && addsUpEntries(trace, step, formula)) block.append(askButton(() => { ask([]); }));
  return block;
}

function askButton(click: () => void): HTMLElement {
  return h("p", { class: "line" }, h("button", { type: "button", class: "link", click }, t("page.entry.how")));
}

/** Whether a single number was made of the entries of an array, so that a sum stands behind it. */
function addsUpEntries(trace: Trace, step: Step, { edge }: Formula): boolean {
  const node = nodeOf(trace, step.node);
  const sources = step.kind === "apply" ? node.operands.map((id) => nodeOf(trace, id)) : edge === null ? [] : [node];
  return sources.some((source) => source.shape.length > 0);
}

function factorBlock(name: string, kind: string, value: Parameters<typeof matrix>[0]): HTMLElement {
  return h("figure", { class: "factor" }, h("figcaption", {}, name), matrix(value, { label: name, kind }));
}

/** Whether more than one use adds to the gradient of the formula's target. */
function isPartOfSum(trace: Trace, step: Step, { target }: Formula): boolean {
  const uses = trace.uses.get(target) ?? [];
  return step.kind === "pull_back" && uses.filter((edge) => edge.contribution !== null).length > 1;
}

function sumLine(sum: string): HTMLElement {
  return h("div", { class: "sum" }, h("span", {}, t("step.pull_back.sum")), math("line", sum));
}

function chainBlocks({ trace, step }: Moment): HTMLElement[] {
  return (step?.formulas ?? []).flatMap((formula) => (formula.chain === null ? [] : [chainBlock(trace, formula.target, formula.chain)]));
}

function chainBlock(trace: Trace, target: string, chain: string): HTMLElement {
  const ends = { output: spoken(nodeOf(trace, trace.timeline.output)), target: spoken(nodeOf(trace, target)) };
  return h("div", { class: "chain" }, h("h3", {}, t("step.chain", ends)), math("line", chain));
}

// --- a stop inside a closed group --------------------------------------------------------------------------------

function groupBlocks({ group, into, out, phase }: GroupStep, { stepInside }: Actions): HTMLElement[] {
  const parts = [flowBlock(`step.group.${phase}.in`, into), flowBlock(`step.group.${phase}.out`, out)];
  const inside = stepInside && h("button", { type: "button", class: "button", click: () => { stepInside(group); } }, t("step.group.open"));
  return [...parts.filter((part) => part !== null), ...(inside ? [h("p", { class: "inside" }, inside)] : [])];
}

function flowBlock(titleKey: string, flows: readonly Flow[]): HTMLElement | null {
  if (flows.length === 0) return null;
  const lines = flows.flatMap(({ name, field, value }) => [
    h("dt", {}, name),
    h("dd", { class: field, title: summary(value) }, Array.isArray(value) ? matrix(value, { label: name, kind: field }) : shown(value)),
  ]);
  return h("div", { class: "formula flow" }, h("h3", {}, t(titleKey)), h("dl", {}, ...lines));
}
