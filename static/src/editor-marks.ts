/** What is marked in the program text: the error, the step's place, the node the reader points at. */
import { StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { Range } from "./positions";

export interface Marks {
  error: Range | null;
  step: { range: Range; phase: string } | null;
  hint: Range | null;
}

const NONE: Marks = { error: null, step: null, hint: null };

const change = StateEffect.define<Partial<Marks>>();

class Caret extends WidgetType {
  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = "mark-error-here";
    return caret;
  }
}

const field = StateField.define<Marks>({
  create: () => NONE,
  /** Places belong to the text they were computed for: typing removes them until the next answer. */
  update: (marks, transaction) =>
    transaction.effects.reduce<Marks>(
      (all, effect) => (effect.is(change) ? { ...all, ...effect.value } : all),
      transaction.docChanged ? NONE : marks,
    ),
  provide: (self) => EditorView.decorations.compute([self], (state) => decorations(state.field(self), state.doc)),
});

export const marking = field;

export function setMarks(view: EditorView, marks: Partial<Marks>): void {
  view.dispatch({ effects: change.of(marks) });
}

function decorations({ error, step, hint }: Marks, doc: Text): DecorationSet {
  const place = step === null ? null : within(step.range, doc);
  const phase = step?.phase ?? "";
  const line = place === null ? [] : [Decoration.line({ class: `mark-line ${phase}` }).range(doc.lineAt(place.from).from)];
  const parts = [
    ...span(place, doc, `mark-step ${phase}`),
    ...span(hint, doc, "mark-hint"),
    ...span(error, doc, "mark-error", Decoration.widget({ widget: new Caret(), side: 1 })),
  ];
  return Decoration.set([...line, ...parts], true);
}

function span(range: Range | null, doc: Text, className: string, atPoint?: Decoration) {
  if (range === null) return [];
  const { from, to } = within(range, doc);
  if (from < to) return [Decoration.mark({ class: className }).range(from, to)];
  return atPoint ? [atPoint.range(from)] : [];
}

function within({ from, to }: Range, doc: Text): Range {
  return { from: Math.min(from, doc.length), to: Math.min(to, doc.length) };
}
