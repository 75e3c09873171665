/** Text and picture light each other up: which node stands at a place, and where a node stands. */
import type { Editor } from "./editor";
import type { Film } from "./film";
import { codePoint, rangeOfSpan } from "./positions";
import type { Moment } from "./state";
import type { TimelineNode, Trace } from "./timeline";

/** The node whose source is the smallest around this code point; of equal ones the last, which is the outermost op. */
export function nodeAt(trace: Trace, at: number): TimelineNode | null {
  const around = trace.timeline.nodes.filter(({ span, folded }) => span !== null && !folded && span[0] <= at && at < span[1]);
  const size = ({ span }: TimelineNode): number => (span === null ? Infinity : span[1] - span[0]);
  return around.reduce<TimelineNode | null>((best, node) => (best === null || size(node) <= size(best) ? node : best), null);
}

/** Hovering a node marks its text. */
export function pointFromFilm(editor: Editor, moment: Moment | null, node: string | null): void {
  editor.mark({ hint: node === null ? null : rangeOfNode(editor, moment, node) });
}

/** Hovering the text marks its node. */
export function pointFromText(film: Film, editor: Editor, moment: Moment | null, offset: number | null): void {
  if (moment === null || offset === null) { film.hint([]); return; }
  const text = editor.text();
  const isCurrent = text === moment.trace.timeline.source;
  const node = isCurrent ? nodeAt(moment.trace, codePoint(text, offset)) : null;
  film.hint(node === null ? [] : [node.id]);
}

/** The line of the step just done is marked in the text. */
export function markStep(editor: Editor, moment: Moment): void {
  const range = moment.step === null ? null : rangeOfNode(editor, moment, moment.step.node);
  editor.mark({ step: range === null ? null : { range, phase: moment.step?.phase ?? "" } });
}

/** Where a node stands in the text; null while the text is newer than the trace. */
function rangeOfNode(editor: Editor, moment: Moment | null, id: string) {
  const text = editor.text();
  if (moment?.trace.timeline.source !== text) return null;
  const span = moment.trace.nodes.get(id)?.span ?? null;
  return span === null ? null : rangeOfSpan(text, span);
}
