/** The menu of groups: which are drawn open, as check boxes under a chip of the film. */
import { find, h, setText, show } from "./dom";
import { groupCounts, groupName, groupRows, toggled, type GroupRow } from "./groups";
import { t } from "./i18n";
import { placeUnder } from "./popover";
import type { Trace } from "./timeline";

interface Actions {
  /** Draw these groups open; null for as many as can be read. */
  open: (groups: string[] | null) => void;
  /** Light up what a group holds. */
  hint: (nodes: readonly string[]) => void;
}

/** Shows the groups of a trace; `isChosen` says that the reader decided which are open. */
export function createGroupMenu(actions: Actions): (trace: Trace, isChosen: boolean) => void {
  const button = find("#groups-button");
  const menu = find("#groups");
  let shown: Trace | null = null;
  const choose = (groups: (trace: Trace) => string[] | null): void => {
    if (shown !== null) actions.open(groups(shown));
  };
  find("#groups-open").addEventListener("click", () => { choose(({ timeline }) => timeline.groups.map((group) => group.id)); });
  find("#groups-close").addEventListener("click", () => { choose(() => []); });
  find("#groups-auto").addEventListener("click", () => { choose(() => null); });
  menu.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) placeUnder(menu, button);
    else actions.hint([]);
  });
  menu.addEventListener("change", (event) => {
    const { group } = (event.target as HTMLElement).dataset;
    if (group !== undefined) choose(({ timeline }) => toggled(timeline.opened, group));
  });
  for (const type of ["pointerover", "focusin"]) menu.addEventListener(type, (event) => { actions.hint(nodesAt(event, shown)); });
  return (trace, isChosen) => {
    shown = trace;
    const { open, count } = groupCounts(trace.timeline);
    show(button, count > 0);
    setText(find("#groups-count"), t("page.groups.count", { open, count }));
    button.classList.toggle("notice", open < count);
    show(find("#groups-note"), open < count && !isChosen);
    showRows(find("#groups-list"), groupRows(trace));
  };
}

/** The rows are new elements; whoever was at a check box stays there. */
function showRows(list: HTMLElement, rows: GroupRow[]): void {
  const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.group : undefined;
  list.replaceChildren(...rows.map(groupItem));
  if (at !== undefined) list.querySelector<HTMLElement>(`[data-group="${at}"]`)?.focus();
}

function groupItem({ group, depth, ops, isOpen }: GroupRow): HTMLElement {
  const box = h("input", { type: "checkbox", "data-group": group.id });
  box.checked = isOpen;
  const item = h("li", {}, h("label", {}, box, h("span", { class: "group-label", title: groupName(group) }, groupName(group)), h("span", { class: "group-size" }, t("page.groups.ops", { count: ops }))));
  item.style.setProperty("--depth", String(depth));
  return item;
}

function nodesAt(event: Event, trace: Trace | null): string[] {
  const id = (event.target as Element).closest("li")?.querySelector<HTMLElement>("[data-group]")?.dataset.group;
  if (id === undefined || trace === null) return [];
  const inside = new Set([id]);
  for (const { id: inner, parent } of trace.timeline.groups) if (parent !== null && inside.has(parent)) inside.add(inner);
  return trace.timeline.nodes.filter(({ group }) => group !== null && inside.has(group)).map((node) => node.id);
}
