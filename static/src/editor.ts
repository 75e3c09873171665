/** The program editor. CodeMirror lives in a shadow root: there its style sheets need no exception from the CSP. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { marking, setMarks, type Marks } from "./editor-marks";
import { theme } from "./editor-theme";
import { typeOverSelection } from "./editor-typing";
import { completeOps, program, type OpEntry } from "./language";
import type { Range } from "./positions";

export interface Editor {
  text: () => string;
  /** Replace the whole text; `changed` is not called for it. */
  setText: (text: string) => void;
  mark: (marks: Partial<Marks>) => void;
  focus: () => void;
  /** Go to a place: select it and bring it into view. */
  reveal: (range: Range) => void;
}

interface Options {
  host: HTMLElement;
  label: string;
  ops: OpEntry[];
  /** The reader changed the text. */
  changed: () => void;
  /** The pointer or the cursor is at this UTF-16 offset, or has left the text. */
  pointedAt: (offset: number | null) => void;
}

export function createEditor({ host, label, ops, changed, pointedAt }: Options): Editor {
  const root = host.attachShadow({ mode: "open" });
  let isOurs = false;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [completeOps(ops)], icons: false }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        program,
        marking,
        typeOverSelection,
        theme,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isOurs) changed();
        }),
        pointing(pointedAt),
      ],
    }),
  });

  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      isOurs = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      isOurs = false;
    },
    mark: (marks) => setMarks(view, marks),
    focus: () => view.focus(),
    reveal({ from, to }) {
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
  };
}

function pointing(pointedAt: Options["pointedAt"]) {
  return EditorView.domEventHandlers({
    mousemove: (event, view) => pointedAt(view.posAtCoords({ x: event.clientX, y: event.clientY })),
    mouseleave: () => pointedAt(null),
    keyup: (_event, view) => pointedAt(view.state.selection.main.head),
    blur: () => pointedAt(null),
  });
}
