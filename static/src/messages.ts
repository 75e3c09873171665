/** What is wrong with the program, with place and hint; and short messages. */
import type { Problem } from "./api";
import { find, setText, show } from "./dom";
import { t } from "./i18n";

export function showProblem(problem: Problem | null): void {
  const box = find("#problem");
  show(box, problem !== null);
  setText(find("#problem-place"), problem?.line == null ? "" : t("page.place", { line: problem.line, column: problem.column ?? 1 }));
  setText(find("#problem-text"), problem?.message ?? "");
  setText(find("#problem-hint"), problem?.hint ?? "");
}

/** The problem of a server that does not answer. */
export function unreachable(): Problem {
  const nowhere = { line: null, column: null, end_line: null, end_column: null, field: null };
  return { code: "unreachable", message: t("page.unreachable"), hint: t("page.unreachable_hint"), details: {}, ...nowhere };
}

/** A short message for everyone: seen for a moment, and read aloud. */
export function createToast(): (text: string) => void {
  const toast = find("#toast");
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    setText(toast, text);
    toast.classList.toggle("visible", text !== "");
    if (text !== "") timer = window.setTimeout(() => toast.classList.remove("visible"), 2500);
  };
}
