/** The backward pass broken on purpose: one switch per mistake, and what the mistake does to the gradients. */
import { find, h, setText, show } from "../dom";
import { shown } from "../format";
import { t } from "../i18n";
import { definition, spoken } from "../sentences";
import type { Moment } from "../state";
import { nodeOf, type Trace, type Value } from "../timeline";
import type { BrokenPass, Comparison } from "./answers";
import { markGradients } from "./broken-table";
import { createChooser } from "./chooser";
import type { Panel, Tools } from "./panel";
import { numberCell, table } from "./parts";

type Place = "everywhere" | "op" | "leaf";

/** The mistakes of engine/mistakes.py, and where each is made. */
const MISTAKES: Record<string, Place> = {
  overwrite: "everywhere",
  no_zero_grad: "everywhere",
  not_topological: "everywhere",
  no_local_derivative: "everywhere",
  derivative_at_output: "everywhere",
  detach: "op",
  freeze: "leaf",
};

export interface Breaking extends Panel {
  /** The wrong gradients belong beside the right ones of this moment. */
  view: (moment: Moment) => void;
}

export function createBreaking(host: HTMLElement, tools: Tools): Breaking {
  const chip = find("#broken-chip");
  const banner = h("p", { "aria-live": "polite" });
  const outcome = h("div");
  const switches = Object.entries(MISTAKES).map(([name, place]) => createSwitch(name, place, () => { chosen(name); }, tools.refresh));
  let active: string | null = null;
  let broken: BrokenPass | null = null;

  function chosen(name: string): void {
    active = active === name ? null : name;
    tools.refresh();
  }
  function mend(): void {
    active = broken = null;
    for (const each of switches) each.set(false);
    say(t("explore.broken.text"));
    outcome.replaceChildren();
    show(chip, false);
    tools.marks.note("wrong", new Map());
    markGradients(null, null);
  }
  function say(text: string): void {
    banner.classList.toggle("warning", broken !== null);
    setText(banner, text);
  }
  async function fill(trace: Trace, signal: AbortSignal): Promise<void> {
    for (const each of switches) each.offer(trace);
    if (active === null) { mend(); return; }
    const place = switches.find(({ name }) => name === active)?.place() ?? null;
    broken = await tools.ask("mistake", { mistake: active, place }, signal);
    if (signal.aborted) return;
    if (broken === null) { mend(); return; }
    for (const other of switches) other.set(other.name === active);
    show(chip, true);
    setText(find("#broken-chip-text"), t("explore.broken.chip", { mistake: t(`mistake.${active}`) }));
    say(bannerOf(trace, broken));
    outcome.replaceChildren(...outcomeOf(trace, broken));
    tools.marks.note("wrong", wrongNotes(broken));
  }
  chip.addEventListener("click", () => {
    mend();
    tools.refresh();
  });
  host.append(banner, h("ul", { class: "switches" }, ...switches.map(({ element }) => element)), outcome);
  return { fill, view: (moment) => { markGradients(broken, moment); } };
}

/** A switch with what the mistake is, why it is one, and where it is made. */
function createSwitch(name: string, place: Place, changed: () => void, refresh: () => void) {
  const box = h("input", { type: "checkbox", role: "switch", id: `mistake-${name}`, change: changed });
  const moved = (): void => { if (box.checked) refresh(); };
  const where = place === "everywhere" ? null : createChooser(t(`explore.broken.${place}`), moved);
  const words = h("label", { for: box.id }, h("b", {}, t(`mistake.${name}`)), " ", h("span", {}, t(`mistake.${name}.why`)));
  return {
    name,
    element: h("li", {}, box, h("div", {}, words, where?.element ?? null)),
    set(isOn: boolean) {
      box.checked = isOn;
    },
    place: () => where?.chosen() ?? null,
    offer(trace: Trace) {
      const nodes = trace.timeline.nodes.filter((node) => !node.folded && (node.op === null) === (place === "leaf"));
      where?.offer(nodes.map((node) => ({ value: node.id, label: definition(node) })));
    },
  };
}

function wrongNotes({ nodes }: BrokenPass): Map<string, string> {
  return new Map(nodes.filter(({ differs }) => differs).map(({ id, wrong }) => [id, wrongNote(wrong)]));
}

/** Beside a box there is room for one number; the entries of an array are in the table. */
function wrongNote(wrong: Value | null): string {
  if (Array.isArray(wrong)) return "✗";
  return `✗ ${wrong === null ? t("explore.broken.no_gradient") : shown(wrong)}`;
}

/** What is broken and why, and where that begins to show. */
function bannerOf(trace: Trace, { mistake, first, checks }: BrokenPass): string {
  const red = checks.filter(({ verdict }) => verdict === "mismatch").length;
  const seen = first === null ? t("explore.broken.unseen") : t("explore.broken.first", { node: spoken(nodeOf(trace, first)) });
  const found = red > 0 ? [t("explore.broken.checks", { count: red })] : [];
  const what = `${t("explore.broken.chip", { mistake: t(`mistake.${mistake}`) })}${t("explore.broken.stop")}`;
  return [what, t(`mistake.${mistake}.why`), seen, ...found].join(t("page.sentence_space"));
}

/** Every wrong gradient beside the right one, and the update that follows from them. */
function outcomeOf(trace: Trace, broken: BrokenPass): HTMLElement[] {
  const wrong = broken.nodes.filter(({ differs }) => differs);
  if (wrong.length === 0) return [];
  const columns = ["node", "right", "wrong"].map((key) => t(`explore.broken.${key}`));
  const after = { before: shown(broken.before), right: shown(broken.after_right), wrong: shown(broken.after_wrong) };
  return [
    table(t("explore.broken.table"), columns, [...wrong].reverse().map((each) => rowOf(trace, each))),
    ...(trace.timeline.update === null ? [] : [h("p", {}, t("explore.broken.update", after))]),
  ];
}

function rowOf(trace: Trace, { id, right, wrong }: Comparison): HTMLTableRowElement {
  const node = nodeOf(trace, id);
  const cell = wrong === null ? h("td", { class: "number wrong" }, t("explore.broken.no_gradient")) : numberCell(wrong, "wrong", spoken(node));
  cell.prepend(h("span", { "aria-hidden": "true" }, "✗ "));
  return h("tr", {}, h("th", { scope: "row" }, definition(node)), numberCell(right, "grad", spoken(node)), cell);
}
