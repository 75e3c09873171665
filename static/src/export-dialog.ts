/** The dialog that gives the walk to take along: as a script, a derivation or a picture's description. */
import type { components } from "./api-types";
import { find, h } from "./dom";
import { t } from "./i18n";

type Exported = components["schemas"]["Exported"];
export type Format = components["schemas"]["ExportRequest"]["format"];

interface Listener {
  /** The walk in a format; null where the server refuses, which it has said then. */
  write: (format: Format) => Promise<Exported | null>;
  copied: () => void;
}

/** The formats in the order of the dialog; their names are their own in every language. */
const FORMATS: Record<Format, string> = {
  pytorch: "PyTorch",
  numpy: "NumPy",
  latex: "LaTeX",
  markdown: "Markdown",
  dot: "DOT",
};

export function createExportDialog({ write, copied }: Listener): void {
  const dialog = find<HTMLDialogElement>("#export");
  const text = find<HTMLTextAreaElement>("#export-text");
  let shown: Exported | null = null;

  const choices = Object.entries(FORMATS).map(([format, name]) => choice(format as Format, name, show));
  find("#export-formats").append(...choices);

  async function show(format: Format): Promise<void> {
    shown = await write(format);
    text.value = shown?.text ?? "";
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
}

function choice(format: Format, name: string, show: (format: Format) => Promise<void>): HTMLElement {
  const click = (): void => void show(format);
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
