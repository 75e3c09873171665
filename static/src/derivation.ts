/** "lhs = symbols", "= numbers", "= result" in lines of mathematics. */
import { h } from "./dom";
import { renderMath } from "./math";
import type { Formula } from "./timeline";

type Lines = Pick<Formula, "lhs" | "symbols" | "numbers" | "result">;

/**
 * A line that says the same as the one before is left out. What is only a part of a sum is added to it:
 * "+= symbols". A parameter takes its new value: "← symbols". `result` may stand in place of the last line, as a table of numbers does.
 */
export function derivation(formula: Lines, options: { isPart?: boolean; isUpdate?: boolean; result?: HTMLElement } = {}): HTMLElement {
  const { symbols, numbers, result } = formula;
  const lines = [symbols, numbers].filter((line, at, all) => line !== result && line !== all[at - 1]);
  const first = options.isPart ? "\\mathrel{{+}{=}}" : options.isUpdate ? "\\leftarrow" : "=";
  const sign = (at: number) => (at === 0 ? first : "=");
  const written = lines.map((line, at) => math("line", `${sign(at)} ${line}`));
  const last = options.result === undefined ? math("line result", `${sign(lines.length)} \\boldsymbol{${result}}`) : withSign(sign(lines.length), options.result);
  return h("div", { class: "derivation" }, math("lhs", formula.lhs), ...written, last);
}

function withSign(sign: string, result: HTMLElement): HTMLElement {
  return h("div", { class: "line result with-matrix" }, math("sign", sign), result);
}

export function math(className: string, latex: string): HTMLElement {
  const element = h("div", { class: className });
  renderMath(element, latex);
  return element;
}
