/** Wrong gradients beside the right ones in the table of gradients, with the check of the wrong ones. */
import { arrayButton } from "../array-cell";
import { find, h } from "../dom";
import { full, short, shown } from "../format";
import { t } from "../i18n";
import type { Moment } from "../state";
import { leavesOf, type Value } from "../timeline";
import type { BrokenPass } from "./answers";

/** Columns of the table that a mistake changes. */
const BACKPROP = 2;
const AGREE = 4;

/** Mark the rows of the table, whose rows are the leaves in program order; null takes the marks away. */
export function markGradients(broken: BrokenPass | null, moment: Moment | null): void {
  const body = find<HTMLTableSectionElement>("#gradients tbody");
  for (const mark of body.querySelectorAll(".wrong")) mark.remove();
  if (broken === null || moment === null) return;
  leavesOf(moment.trace.timeline).forEach((leaf, at) => {
    const row = body.rows[at];
    const compared = broken.nodes.find(({ id }) => id === leaf.id);
    if (row === undefined || compared?.differs !== true || !moment.state.grad.has(leaf.id)) return;
    const check = broken.checks.find(({ name }) => name === leaf.name);
    mark(row.cells[BACKPROP], gradient(leaf.name ?? "", compared.wrong), shown(compared.wrong, full));
    if (check?.verdict === "mismatch" && row.cells[AGREE]?.textContent !== "") mark(row.cells[AGREE], check.error === null ? "" : t("explore.broken.off", { error: size(check.error) }), t("page.verdict.mismatch"));
  });
}

/** The right number stays; under it stands what the mistake makes of it. */
function mark(cell: HTMLTableCellElement | undefined, wrong: string | Element, title: string): void {
  cell?.append(h("span", { class: "wrong", title }, h("span", { "aria-hidden": "true" }, "✗ "), h("span", { class: "for-screen-readers" }, `${t("explore.broken.wrong")} `), wrong));
}

function gradient(name: string, wrong: Value | null): string | Element {
  if (Array.isArray(wrong)) return arrayButton(name, "wrong", wrong);
  return wrong === null ? t("explore.broken.no_gradient") : shown(wrong);
}

function size(error: NonNullable<BrokenPass["checks"][number]["error"]>): string {
  return typeof error === "number" ? short(Number(error.toPrecision(2))) : shown(error);
}
