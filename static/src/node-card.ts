/** The card of details of a node: full numbers, one row per contribution to its gradient, ways to its steps. */
import { find, h, show } from "./dom";
import { heatMap } from "./array-cell";
import { full, shown, summary } from "./format";
import { groupName, innermostOpen } from "./groups";
import { t } from "./i18n";
import { matrix } from "./matrix";
import { definition, spoken } from "./sentences";
import { momentOf, type Moment } from "./state";
import { nodeOf, type Kind, type Step, type TimelineEdge, type TimelineNode, type Trace, type Value } from "./timeline";

interface Actions {
  goTo: (k: number) => void;
  /** Close a group that is open; absent where groups cannot be chosen. */
  closeGroup?: (group: string) => void;
  /** Differentiate this node instead of the program's own output; absent where that cannot be chosen. */
  makeOutput?: (name: string) => void;
  /** Explain where the node's numbers come from; absent where that cannot be asked. */
  explain?: (node: string) => void;
  closed: () => void;
  /** Where the node is drawn, to open the card on the other side. */
  placeOf: (node: string) => Element | null;
}

export interface NodeCard {
  open: (moment: Moment, node: string) => void;
  /** Show the same node at another moment, when the card is open. */
  refresh: (moment: Moment) => void;
  close: () => void;
}

export function createNodeCard(actions: Actions): NodeCard {
  const card = find("#node-card");
  const body = find("#node-card-body");
  let shownNode: string | null = null;

  function refresh(moment: Moment): void {
    if (shownNode === null) return;
    const node = moment.trace.nodes.get(shownNode);
    if (node === undefined) { close(); return; }
    find("#node-card-title").textContent = definition(node);
    body.replaceChildren(facts(moment, node), ...ledger(moment, node, actions), buttons(moment, node, actions));
  }
  function close(): void {
    if (shownNode === null) return;
    const hadFocus = card.contains(document.activeElement);
    const place = actions.placeOf(shownNode);
    shownNode = null;
    show(card, false);
    actions.closed();
    if (hadFocus && place instanceof SVGElement) place.focus();
  }
  find("#node-card-close").addEventListener("click", close);
  return {
    open(moment, node) {
      shownNode = node;
      refresh(moment);
      card.classList.toggle("left", isRight(actions.placeOf(node)));
      show(card, true);
    },
    refresh,
    close,
  };
}

/** Whether the node stands in the right half of the film. */
function isRight(place: Element | null): boolean {
  const film = find("#film").getBoundingClientRect();
  const box = place?.getBoundingClientRect();
  return box !== undefined && (box.left + box.right) / 2 > (film.left + film.right) / 2;
}

function facts({ state }: Moment, node: TimelineNode): HTMLElement {
  const value = state.updated.get(node.id) ?? state.value.get(node.id);
  const rows: [string, string | HTMLElement, string][] = [
    node.op === null ? [t("page.role"), t(`page.role.${node.role}`), ""] : [t("page.op"), t(`op.${node.op}.name`), ""],
    [t("page.value"), number(value, t("page.value"), "value"), "value"],
    [t("page.gradient"), number(state.grad.get(node.id), t("page.gradient"), "grad"), "grad"],
  ];
  if (node.shape.length > 0) rows.push([t("page.shape"), node.shape.join(" × "), ""]);
  return h("dl", {}, ...rows.flatMap(([term, text, className]) => [h("dt", {}, term), h("dd", { class: className }, text)]));
}

/** All digits of a number; the entries of an array, which scroll. */
function number(value: Value | undefined, label: string, kind: string): string | HTMLElement {
  return Array.isArray(value) ? matrix(value, { label, kind }) : shown(value, full);
}

/** How the gradient adds up: one row for each use of the node, and the sum. */
function ledger(moment: Moment, node: TimelineNode, actions: Actions): HTMLElement[] {
  const uses = moment.trace.uses.get(node.id) ?? [];
  if (uses.length === 0) return [];
  const columns = ["through", "upstream", "local", "contribution"].map((key) => h("th", { scope: "col" }, t(`page.ledger.${key}`)));
  const rows = uses.map((edge) => contribution(moment, edge, actions));
  return [
    h("h3", {}, t("page.ledger")),
    h("div", { class: "scroll-x" }, h("table", {}, h("thead", {}, h("tr", {}, ...columns)), h("tbody", {}, ...rows, total(moment, node, uses.length)))),
  ];
}

function contribution({ trace, state }: Moment, edge: TimelineEdge, { goTo }: Actions): HTMLElement {
  const head = nodeOf(trace, edge.head);
  const isKnown = state.passed.has(edge.id);
  const step = stepOf(trace, edge.head, "pull_back");
  const label = spoken(head);
  const link = step ? h("button", { type: "button", class: "link", click: () => goTo(momentOf(step)) }, label) : label;
  const cells: [Value | null | undefined, string][] = [
    [state.grad.get(edge.head), "grad"],
    [isKnown ? edge.local : null, ""],
    [isKnown ? edge.contribution : null, "grad"],
  ];
  return h("tr", {}, h("td", {}, link), ...cells.map(([value, className]) => h("td", { class: className, title: summary(value) }, short(value))));
}

function total({ state }: Moment, node: TimelineNode, uses: number): HTMLElement | null {
  if (uses < 2) return null;
  const grad = state.grad.get(node.id);
  const sum = h("td", { class: "grad", title: summary(grad) }, short(grad));
  return h("tr", { class: "total" }, h("th", { scope: "row", colspan: 3 }, t("page.ledger.sum")), sum);
}

/** A number as everywhere; of an array there is room for a map of it. */
function short(value: Value | null | undefined): string | Element {
  return Array.isArray(value) ? heatMap(value) : shown(value);
}

function buttons({ trace }: Moment, node: TimelineNode, { goTo, makeOutput, explain, closeGroup }: Actions): HTMLElement {
  const button = (key: string, click: () => void, params = {}) => h("button", { type: "button", class: "button small", click }, t(key, params));
  const jump = (key: string, kind: Kind): HTMLElement | null => {
    const step = stepOf(trace, node.id, kind);
    return step ? button(key, () => goTo(momentOf(step))) : null;
  };
  const group = innermostOpen(trace, node.id);
  const canBeOutput = node.op !== null && node.name !== null && node.id !== trace.timeline.output;
  return h(
    "div",
    { class: "buttons" },
    jump("page.go_forward", "apply"),
    jump("page.go_backward", "pull_back"),
    jump("page.go_update", "update"),
    explain ? button("explore.open_ledger", () => explain(node.id)) : null,
    group !== null && closeGroup ? button("page.groups.close", () => closeGroup(group.id), { group: groupName(group) }) : null,
    canBeOutput && makeOutput ? button("page.make_output", () => makeOutput(node.name ?? "")) : null,
  );
}

function stepOf({ timeline }: Trace, node: string, kind: Kind): Step | undefined {
  return timeline.steps.find((step) => step.node === node && step.kind === kind);
}
