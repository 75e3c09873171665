/** One row for each named leaf: its role, slider and number box, or a box with nested lists for an array. */
import { arrayRow } from "./array-row";
import { find, h, show } from "./dom";
import { full, shown } from "./format";
import { t } from "./i18n";
import { createLeafName, type LeafName } from "./leaf-name";
import { leavesOf, type LeafRole, type Role, type Timeline, type TimelineNode, type Value } from "./timeline";

interface Changes {
  /** A slider is on its way: more values are likely to follow at once. */
  move: (name: string, value: Value) => void;
  set: (name: string, value: Value) => void;
  setRole: (name: string, role: LeafRole) => void;
  reset: () => void;
}

export interface Row {
  readonly element: HTMLElement;
  readonly isArray: boolean;
  update: (value: Value, role: Role) => void;
}

interface Wishes {
  values: Record<string, Value>;
  roles: Record<string, LeafRole>;
}

export interface Values {
  /** `values` and `roles` are what the reader set last, which the timeline may not know yet. */
  show: (timeline: Timeline, wishes: Wishes) => void;
}

export function createValues(changes: Changes): Values {
  const list = find("#values");
  const reset = find("#values-reset");
  let rows = new Map<string, Row>();
  reset.addEventListener("click", changes.reset);
  return {
    show(timeline, { values, roles }) {
      const leaves = leavesOf(timeline);
      if (!sameRows(rows, leaves)) {
        rows = new Map(leaves.map((leaf) => [leaf.name ?? "", createRow(leaf, changes)]));
        list.replaceChildren(...Array.from(rows.values(), (row) => row.element));
      }
      for (const { name, value, role } of leaves) rows.get(name ?? "")?.update(values[name ?? ""] ?? value, roles[name ?? ""] ?? role);
      show(find("#values-section"), leaves.length > 0);
      show(reset, Object.keys({ ...values, ...roles }).length > 0);
    },
  };
}

/** The rows stay the same elements while their names do: whoever drags a slider keeps it. */
function sameRows(rows: Map<string, Row>, leaves: TimelineNode[]): boolean {
  const names = leaves.map((leaf) => leaf.name ?? "");
  return names.join("\n") === [...rows.keys()].join("\n") && leaves.every((leaf) => rows.get(leaf.name ?? "")?.isArray === Array.isArray(leaf.value));
}

function createRow(leaf: TimelineNode, changes: Changes): Row {
  const leafName = createLeafName(leaf.name ?? "", changes.setRole);
  return Array.isArray(leaf.value) ? arrayRow(leaf.name ?? "", leafName, changes.set) : scalarRow(leaf.name ?? "", leafName, changes);
}

/** Names of more characters leave no room for a slider in half a column: their row takes the whole. */
const LONG_NAME = 6;

function scalarRow(name: string, leafName: LeafName, { move, set }: Changes): Row {
  const slider = h("input", { type: "range", "aria-label": name });
  const box = h("input", { type: "number", step: "any", "aria-label": t("page.value_of", { name }) });
  const element = h("li", { class: name.length > LONG_NAME ? "value-row long" : "value-row" }, leafName.element, slider, box);
  let value: Value = 0;
  const update = (next: Value, role: Role): void => {
    value = next;
    element.dataset.role = role;
    leafName.show(role);
    if (slider !== activeSlider) fitRange(slider, Number(value));
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", shown(value));
    showShare(slider);
    if (document.activeElement !== box) box.value = boxText(value);
    box.title = shown(value, full);
  };
  slider.addEventListener("input", () => {
    showShare(slider);
    box.value = slider.value;
    move(name, Number(slider.value));
  });
  box.addEventListener("change", () => Number.isFinite(box.valueAsNumber) && set(name, box.valueAsNumber));
  box.addEventListener("focus", () => (box.value = boxText(value, true)));
  box.addEventListener("blur", () => (box.value = boxText(value)));
  return { element, isArray: false, update };
}

/** The slider under the pointer keeps its range until it is let go. */
let activeSlider: HTMLInputElement | null = null;
document.addEventListener("pointerdown", ({ target }) => {
  activeSlider = target instanceof HTMLInputElement && target.type === "range" ? target : null;
});
document.addEventListener("pointerup", () => {
  const slider = activeSlider;
  activeSlider = null;
  if (!slider?.closest(".value-row")) return;
  fitRange(slider, Number(slider.value));
  showShare(slider);
});

/** From −r to r, where r is 5 or the next of 10, 20, 50, … that leaves room beyond the value. */
export function rangeAround(value: number): number {
  if (!(Math.abs(value) >= 5)) return 5;
  const power = 10 ** Math.floor(Math.log10(Math.abs(value)));
  return [2, 5, 10, 20].map((factor) => factor * power).find((range) => range > Math.abs(value)) ?? Infinity;
}

function fitRange(slider: HTMLInputElement, value: number): void {
  const range = Math.min(rangeAround(value), Number.MAX_VALUE / 4);
  slider.min = String(-range);
  slider.max = String(range);
  slider.step = String(range / 100);
}

/** How far the track is filled, for the style sheet. */
function showShare(slider: HTMLInputElement): void {
  const [min, max] = [Number(slider.min), Number(slider.max)];
  slider.style.setProperty("--share", `${(100 * (Number(slider.value) - min)) / (max - min)}%`);
}

/** Characters for which a number box has room. */
const ROOM = 8;

/** What a number box holds: ASCII, all digits while it is edited, else as many of four as there is room for. */
export function boxText(value: Value, isEdited = false): string {
  if (typeof value !== "number") return "";
  if (isEdited) return String(value);
  const rounded = [4, 3, 2, 1].map((digits) => Number(value.toPrecision(digits)));
  const texts = rounded.flatMap((number) => [String(number), number.toExponential()]);
  return texts.find((text) => text.length <= ROOM) ?? String(value);
}
