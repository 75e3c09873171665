/** What the update did: for every parameter the value before, its gradient, what the optimizer remembers, the value after. */
import { createCells, type Cells } from "../array-cell";
import { find, h, setText } from "../dom";
import { t } from "../i18n";
import { count } from "./counted";
import type { Run, MomentAnswer, ParameterUpdate } from "./types";

export function createUpdateTable(): (run: Run, moment: MomentAnswer) => void {
  const cells = createCells();
  return (run, moment) => {
    const states = [...new Set(moment.changes.flatMap(({ state }) => Object.keys(state)))];
    setText(find("#update-title"), t("network.update_table", { update: count(moment.update) }));
    setText(find("#update-words"), words(run, moment));
    const columns = [t("page.column.name"), t("network.before"), t(moment.samples.length > 1 ? "network.mean_gradient" : "page.gradient"), ...states, t("network.after")];
    find("#update-columns").replaceChildren(...columns.map((column) => h("th", { scope: "col" }, column)));
    find("#update-table tbody").replaceChildren(...moment.changes.map((change) => row(cells, change, states)));
  };
}

function words({ optimizer, learning_rate: rate }: Run, { samples, is_plain: isPlain }: MomentAnswer): string {
  if (isPlain) return t("network.update_plain", { rate });
  const sentences = [t(samples.length > 1 ? "network.update_batch" : "network.update_state", { count: samples.length, optimizer: t(`network.optimizer.${optimizer}`), rate })];
  return sentences.join(t("page.sentence_space"));
}

function row(cells: Cells, { name, before, gradient, state, after }: ParameterUpdate, states: string[]): HTMLTableRowElement {
  const cell = (kind: string, value: Parameters<Cells["cell"]>[3], column = kind): HTMLTableCellElement => cells.cell(`${name} ${column}`, name, kind, value);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    cell("value", before),
    cell("grad", gradient),
    ...states.map((variable) => cell("", state[variable], variable)),
    cell("updated", after),
  );
}
