/** How large the gradients are on their way back: as the width of edges, and what is wrong with them by name. */
import { find, h } from "../dom";
import { shown, toNumber } from "../format";
import { t } from "../i18n";
import { definition } from "../sentences";
import { nodeOf, type Scalar, type Trace } from "../timeline";
import type { Finding, Health } from "./answers";
import { firstNotFinite } from "./not-finite";
import type { Panel, Tools } from "./panel";
import { lighting, link, numberCell, sentence, table } from "./parts";

/** Widths of edges in units of the picture: of the smallest gradient, and how much wider the largest is. */
const THINNEST = 0.8;
const SPREAD = 5.2;
/** Powers of ten that the widths reach over at least, so that almost equal gradients look equal. */
const LEAST_RANGE = 3;

export interface HealthPanel extends Panel {
  /** Whether the widths are on the picture, whatever panel is open. */
  isOn: () => boolean;
  /** Measure the trace and put the widths on the picture. */
  widen: (signal: AbortSignal) => Promise<void>;
}

export function createHealth(host: HTMLElement, tools: Tools, chosen: () => void): HealthPanel {
  const chip = find("#size-chip");
  const isOn = (): boolean => chip.getAttribute("aria-pressed") === "true";
  chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(!isOn()));
    if (!isOn()) tools.marks.widen(null);
    chosen();
  });
  return {
    isOn,
    async fill(trace, signal) {
      const health = await tools.ask("health", {}, signal);
      if (health !== null) host.replaceChildren(...describe(trace, health, tools));
    },
    async widen(signal) {
      const health = await tools.ask("health", {}, signal);
      if (health !== null) tools.marks.widen(widths(health));
    },
    leave: () => tools.marks.light([]),
  };
}

/** The widths of the edges by the logarithm of their contributions; what is 0 has none, what is infinite the largest. */
export function widths({ edges }: Pick<Health, "edges">): Map<string, number> {
  const exponents = Object.values(edges).map(({ exponent }) => exponent).filter((exponent) => exponent !== null);
  const [low, high] = [Math.min(...exponents), Math.max(...exponents)];
  const range = Math.max(high - low, LEAST_RANGE);
  return new Map(Object.entries(edges).map(([edge, { size, exponent }]) => [edge, width(size, exponent)]));

  function width(size: Scalar, exponent: number | null): number {
    if (exponent === null) return toNumber(size) === 0 ? 0 : THINNEST + SPREAD;
    return THINNEST + (SPREAD * (exponent - (high - range))) / range;
  }
}

function describe(trace: Trace, { nodes, findings }: Health, tools: Tools): HTMLElement[] {
  const named = findings.map((finding) => lighting(findingOf(trace, finding), tools.marks, finding.edges));
  const verdict = named.length === 0 ? sentence("explore.health.good") : h("ul", { class: "findings" }, ...named);
  const columns = [t("explore.health.node"), t("explore.health.size")];
  const rows = [...Object.entries(nodes)].reverse().map(([id, { size }]) => {
    const node = trace.nodes.get(id);
    return node === undefined || node.folded ? null : h("tr", {}, h("th", { scope: "row" }, definition(node)), numberCell(size, "grad"));
  });
  return [sentence("explore.health.text"), verdict, ...notFinite(trace, tools), table(t("explore.health.table"), columns, rows)];
}

function findingOf(trace: Trace, { ailment, node, ratio }: Finding): HTMLLIElement {
  const params = { node: definition(nodeOf(trace, node)), ratio: shown(ratio) };
  return h("li", { tabindex: 0 }, h("b", {}, t(`explore.health.${ailment}`)), " ", t(`explore.health.${ailment}.why`, params));
}

function notFinite(trace: Trace, { goTo }: Tools): HTMLElement[] {
  const origin = firstNotFinite(trace);
  if (origin === null) return [];
  const params = { node: definition(nodeOf(trace, origin.node)), value: shown(origin.value) };
  const jump = link(t("explore.health.go"), () => goTo(origin.step + 1));
  return [h("p", { class: "warning" }, t(`explore.health.not_finite.${origin.phase}`, params), " ", jump)];
}
