/**
 * Typing over a selection. Left alone, the browser gives the new text the colours of the old one as inline styles,
 * which the CSP refuses with an error in the console; so the replacement is made here.
 */
import { EditorView } from "@codemirror/view";

export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const range = rangeOf(event, view);
    if (event.inputType !== "insertText" || event.data === null || range === null) return false;
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    if (from === to) return false;
    event.preventDefault();
    replace(view, from, to, event.data);
    return true;
  },
});

/** What will be replaced. In a shadow root Chromium names no target range, but has a selection of its own there. */
function rangeOf(event: InputEvent, view: EditorView): AbstractRange | null {
  const [target] = event.getTargetRanges();
  if (target !== undefined) return target;
  const root = view.root as ShadowRoot & { getSelection?: () => Selection | null };
  const selection = root.getSelection?.() ?? document.getSelection();
  return selection === null || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
}

function replace(view: EditorView, from: number, to: number, text: string): void {
  const insert = () =>
    view.state.update({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length },
      userEvent: "input.type",
      scrollIntoView: true,
    });
  const handlers = view.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
}
