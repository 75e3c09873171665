/** How the editor looks: the page's own colours, which reach into the shadow root as custom properties. */
import { EditorView } from "@codemirror/view";

const underline = (colour: string) => ({ textDecoration: `underline wavy ${colour}`, textUnderlineOffset: "3px" });

export const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--field)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    font: "var(--code-size, 13px)/1.6 var(--mono)",
    maxHeight: "var(--editor-height, 300px)",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit", overflow: "auto" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 10px 0 6px" },
  ".cm-gutters": { backgroundColor: "var(--field)", color: "var(--mut)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 10px", minWidth: "18px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", color: "var(--grad)" },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "8px",
    overflow: "hidden",
    boxShadow: "var(--shadow)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "13px/1.6 var(--mono)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-fill)", color: "var(--on-accent)" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "1em", opacity: ".85" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".mark-line.backward": { backgroundColor: "var(--grad-tint)", boxShadow: "inset 3px 0 0 var(--grad)" },
  ".mark-line.forward": { backgroundColor: "var(--val-tint)", boxShadow: "inset 3px 0 0 var(--val)" },
  ".mark-line.update": { backgroundColor: "var(--ok-tint)", boxShadow: "inset 3px 0 0 var(--ok)" },
  ".mark-step": { borderRadius: "3px", outline: "1px solid currentColor", outlineOffset: "1px" },
  ".mark-step.backward": { outlineColor: "var(--grad)" },
  ".mark-step.forward": { outlineColor: "var(--val)" },
  ".mark-step.update": { outlineColor: "var(--ok)" },
  ".mark-hint": { backgroundColor: "var(--selection)", borderRadius: "3px" },
  ".mark-error": underline("var(--grad)"),
  ".mark-error-here": { borderLeft: "2px solid var(--grad)", marginLeft: "1px", padding: "2px 0" },
});
