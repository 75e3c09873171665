/** What the program printed, and what there is to know about it; each leads to its line. */
import { find, h, show } from "./dom";
import { t, type Params } from "./i18n";
import { lineOf } from "./positions";
import type { Span, Timeline } from "./timeline";

export function createRemarks(goTo: (span: Span) => void): (timeline: Timeline) => void {
  const notes = find("#notes");
  const prints = find("#prints-list");
  return (timeline) => {
    const place = (span: Span | null) => (span === null ? null : lineLink(lineOf(timeline.source, span), () => { goTo(span); }));
    notes.replaceChildren(...timeline.notes.map(({ code, details, span }) => h("li", {}, place(span), t(`note.${code}`, details as Params))));
    show(notes, timeline.notes.length > 0);
    prints.replaceChildren(...timeline.prints.map(({ text, span }) => h("li", {}, place(span), h("pre", {}, text))));
    show(find("#prints"), timeline.prints.length > 0);
  };
}

function lineLink(line: number, click: () => void): HTMLElement {
  return h("button", { type: "button", class: "link line-link", title: t("page.go_to_line"), click }, t("page.line", { line }));
}
