/** The program's language for the editor: what is a number, a function, a keyword; which ops can be completed. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StringStream } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { has, t } from "./i18n";

/** A name that a program can call. */
export interface OpEntry {
  name: string;
  /** Whether it stands behind a dot only, as "backward" does. */
  member: boolean;
}

const KEYWORDS = /^(?:def|return|lambda|for|in|while|if|elif|else|and|or|not|with|as|import|from|class|assert|pass|True|False|None)$/;
const WORD = /^[\p{L}_][\p{L}\p{M}\p{N}_₀-₉]*/u;
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const STRING = /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)/;
const OPERATOR = /^[-+*/×÷·−=<>≤≥≠!^²³⁰-⁹√|@%]+/;

function token(stream: StringStream): string | null {
  if (stream.eatSpace()) return null;
  if (stream.peek() === "#") {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match(NUMBER)) return "number";
  if (stream.match(STRING)) return "string";
  const word = stream.match(WORD) as RegExpMatchArray | null;
  if (word !== null) return KEYWORDS.test(word[0]) ? "keyword" : stream.peek() === "(" ? "function" : "variable";
  if (stream.match(OPERATOR)) return "operator";
  stream.next();
  return null;
}

const language = StreamLanguage.define({
  name: "program",
  token,
  languageData: { commentTokens: { line: "#" } },
  tokenTable: { function: tags.function(tags.variableName), variable: tags.variableName },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--mut)", fontStyle: "italic" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.string, color: "var(--code-number)" },
  { tag: tags.keyword, color: "var(--code-function)", fontWeight: "600" },
  { tag: tags.function(tags.variableName), color: "var(--code-function)" },
]);

export const program = [language, syntaxHighlighting(colours)];

/** Completes names while a word is typed, those of ops with their name in the reader's language beside it. */
export function completeOps(ops: OpEntry[]): CompletionSource {
  const option = ({ name }: OpEntry): Completion => ({ label: name, type: "function", ...opName(name) });
  const members = ops.map(option);
  const names = ops.filter(({ member }) => !member).map(option);
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\.?[A-Za-z_]\w*/);
    if (word === null || (word.text.length < 2 && !context.explicit)) return null;
    const isMember = word.text.startsWith(".");
    return { from: word.from + (isMember ? 1 : 0), options: isMember ? members : names, validFor: /^\w*$/ };
  };
}

function opName(name: string): { detail?: string } {
  const key = `op.${name}.name`;
  return has(key) ? { detail: t(key) } : {};
}
