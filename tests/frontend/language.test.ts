import { CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { completeOps } from "../../static/src/language";
import "./recorded";

const complete = completeOps([{ name: "sigmoid", member: false }, { name: "zeros", member: false }, { name: "backward", member: true }]);

function completed(text: string): CompletionResult | null {
  const context = new CompletionContext(EditorState.create({ doc: text }), text.length, false);
  return complete(context) as CompletionResult | null;
}

test("a word that is begun is completed from its first letter on", () => {
  expect(completed("y = sig")?.from).toBe(4);
});

test("an op has its name beside it, another function none", () => {
  expect(completed("y = sig")?.options).toEqual([
    { label: "sigmoid", type: "function", detail: "sigmoid" },
    { label: "zeros", type: "function" },
  ]);
});

test("what stands behind a dot only is completed there", () => {
  expect(completed("y = back")?.options.map(({ label }) => label)).toEqual(["sigmoid", "zeros"]);
  expect(completed("y.back")?.options.map(({ label }) => label)).toContain("backward");
  expect(completed("y.back")?.from).toBe(2);
});

test("a number or a single letter asks for nothing", () => {
  expect(completed("y = 2")).toBeNull();
  expect(completed("y = x")).toBeNull();
});
