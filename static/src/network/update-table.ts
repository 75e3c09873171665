/** What the update did: for every parameter the value before, its gradient, what the optimizer remembers, the value after. */
import { find, h, setText } from "../dom";
import { full, shown } from "../format";
import { t } from "../i18n";
import type { Value } from "../timeline";
import { count } from "./machine";
import type { Run, MomentAnswer, ParameterUpdate } from "./types";

export function showUpdate(run: Run, moment: MomentAnswer): void {
  const states = [...new Set(moment.changes.flatMap(({ state }) => Object.keys(state)))];
  setText(find("#update-title"), t("network.update_table", { update: count(moment.update) }));
  setText(find("#update-words"), words(run, moment));
  const columns = [t("page.column.name"), t("network.before"), t(moment.samples.length > 1 ? "network.mean_gradient" : "page.gradient"), ...states, t("network.after")];
  find("#update-columns").replaceChildren(...columns.map((column) => h("th", { scope: "col" }, column)));
  find("#update-table tbody").replaceChildren(...moment.changes.map((change) => row(change, states)));
}

function words({ optimizer, learning_rate: rate }: Run, { samples, is_plain: isPlain }: MomentAnswer): string {
  if (isPlain) return t("network.update_plain", { rate });
  const sentences = [t(samples.length > 1 ? "network.update_batch" : "network.update_state", { count: samples.length, optimizer: t(`network.optimizer.${optimizer}`), rate })];
  return sentences.join(t("page.sentence_space"));
}

function row({ name, before, gradient, state, after }: ParameterUpdate, states: string[]): HTMLTableRowElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    number("value", before),
    number("grad", gradient),
    ...states.map((variable) => number("", state[variable])),
    number("after", after),
  );
}

function number(className: string, value: Value | undefined): HTMLTableCellElement {
  return h("td", { class: className, title: shown(value, full) }, shown(value));
}
