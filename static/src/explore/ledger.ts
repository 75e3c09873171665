/** The ledger of a node: how its value was made, and one row for every contribution to its gradient. */
import { arrayButton } from "../array-cell";
import { h } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { definition, spoken } from "../sentences";
import { nodeOf, type Trace } from "../timeline";
import type { Ledger, LedgerRow } from "./answers";
import { createChooser } from "./chooser";
import type { Panel, Tools } from "./panel";
import { equation, lighting, link, math, numberCell, sentence, table } from "./parts";

export interface LedgerPanel extends Panel {
  /** Make this the node of the ledger. */
  choose: (node: string) => void;
}

export function createLedger(host: HTMLElement, tools: Tools): LedgerPanel {
  const nodes = createChooser(t("explore.ledger.of"), tools.refresh);
  const body = h("div");
  host.append(nodes.element, body);
  return {
    async fill(trace, signal) {
      nodes.offer(trace.timeline.nodes.filter((node) => !node.folded).map((node) => ({ value: node.id, label: definition(node) })));
      const ledger = await tools.ask("ledger", { node: nodes.chosen() ?? trace.timeline.output }, signal);
      if (ledger === null) return;
      body.replaceChildren(...valueOf(ledger), ...gradientOf(trace, ledger, tools));
    },
    choose: nodes.choose,
    leave: () => tools.marks.light([]),
  };
}

function valueOf({ value_formula: made }: Ledger): HTMLElement[] {
  if (made === null) return [];
  return [h("h3", {}, t("explore.ledger.value")), line(equation(made.lhs, made.symbols, made.numbers, made.result))];
}

function gradientOf(trace: Trace, ledger: Ledger, tools: Tools): HTMLElement[] {
  const title = h("h3", {}, t("explore.ledger.gradient"), " ", math(ledger.derivative));
  const start = ledger.seed === null ? null : sentence("explore.ledger.seed");
  if (ledger.rows.length === 0) return [title, start ?? sentence("explore.ledger.none")];
  const columns = ["used_by", "upstream", "local", "contribution", "running"].map((key) => t(`explore.ledger.${key}`));
  const rows = ledger.rows.map((row) => rowOf(trace, ledger, row, tools));
  const total = ledger.total === null ? null : line(equation(ledger.derivative, ledger.total));
  return [title, start, table(t("explore.ledger.table"), columns, rows), total].filter((part) => part !== null);
}

function rowOf(trace: Trace, ledger: Ledger, row: LedgerRow, { goTo, marks }: Tools): HTMLTableRowElement {
  const consumer = nodeOf(trace, row.consumer);
  const isOneOfSeveral = ledger.rows.filter((other) => other.consumer === row.consumer).length > 1;
  const place = isOneOfSeveral ? h("small", {}, ` ${t("explore.ledger.operand", { number: row.argnum + 1 })}`) : null;
  const jump = link(spoken(consumer), () => {
    goTo(row.step + 1);
    marks.light([row.edge]);
  });
  return lighting(
    h(
      "tr",
      {},
      h("td", {}, jump, place),
      numberCell(row.upstream, "grad", t("explore.ledger.upstream")),
      h("td", { class: "number" }, localOf(row)),
      numberCell(row.contribution, "grad", t("explore.ledger.contribution")),
      numberCell(row.running, "grad", t("explore.ledger.running")),
    ),
    marks,
    [row.edge],
  );
}

/** The local derivative in symbols and as a number; where an op has none, the rule by which it pulls back. */
function localOf({ local, local_symbols: symbols, formula }: LedgerRow): HTMLElement {
  if (symbols === null) return math(formula.symbols);
  if (Array.isArray(local)) return h("span", { class: "local-array" }, math(symbols), arrayButton(t("explore.ledger.local"), "number", local));
  const number = shown(local);
  return h("span", {}, math(symbols), symbols.replace("-", "−") === number ? null : ` = ${number}`);
}

function line(latex: string): HTMLElement {
  return h("p", { class: "formula-line" }, math(latex));
}
