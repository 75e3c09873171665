/** The dialog that gives what is on the page to take along: as a script, a derivation or a picture's description. */
import type { components } from "./api-types";
import { find, h, setText, show } from "./dom";
import { t } from "./i18n";

export type Exported = components["schemas"]["Exported"];

interface Listener<Format> {
  /** The text in a format; null where the server refuses, which it has said then. */
  write: (format: Format) => Promise<Exported | null>;
  copied: () => void;
}

/** The forms of a walk in the order of the dialog; their names are their own in every language. */
export const WALK_FORMATS: Record<components["schemas"]["ExportRequest"]["format"], string> = {
  pytorch: "PyTorch",
  numpy: "NumPy",
  latex: "LaTeX",
  markdown: "Markdown",
  dot: "DOT",
};

/** `formats` are named by the page. The result says in the dialog why there is no text. */
export function createExportDialog<Format extends string>(formats: Record<Format, string>, { write, copied }: Listener<Format>): (problem: string) => void {
  const dialog = find<HTMLDialogElement>("#export");
  const text = find<HTMLTextAreaElement>("#export-text");
  const problem = find("#export-problem");
  let shown: Exported | null = null;
  let wanted: Format | null = null;

  const choices = Object.entries(formats).map(([format, name]) => choice(format as Format, name as string, (chosen) => void ask(chosen)));
  find("#export-formats").append(...choices);

  async function ask(format: Format): Promise<void> {
    wanted = format;
    become(null);
    text.placeholder = t("page.export.wait");
    show(problem, false);
    const found = await write(format);
    if (wanted === format) become(found);
  }
  function become(found: Exported | null): void {
    shown = found;
    text.value = found?.text ?? "";
    text.placeholder = "";
    text.scrollTop = 0;
  }

  find("#export-button").addEventListener("click", () => {
    dialog.showModal();
    const chosen = dialog.querySelector<HTMLInputElement>("input:checked") ?? dialog.querySelector("input");
    chosen?.click();
  });
  find("#export-copy").addEventListener("click", () => void copy(text).then((done) => done && copied()));
  find("#export-save").addEventListener("click", () => shown !== null && save(shown));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  return (message) => {
    setText(problem, message);
    show(problem, true);
  };
}

function choice<Format extends string>(format: Format, name: string, ask: (format: Format) => void): HTMLElement {
  const click = (): void => { ask(format); };
  return h("label", { class: "choice" }, h("input", { type: "radio", name: "export-format", value: format, click }), name);
}

/** True when the browser let the page copy; else the text is selected, ready to be copied by hand. */
async function copy(text: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    text.select();
    return false;
  }
}

function save({ file_name, text }: Exported): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  h("a", { href: url, download: file_name, "aria-label": t("page.export.save") }).click();
  URL.revokeObjectURL(url);
}
