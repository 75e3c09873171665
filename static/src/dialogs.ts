/** The dialogs of the page: help with keys, and the link when it cannot be copied. */
import { find } from "./dom";

export function createHelp(): () => void {
  const dialog = find<HTMLDialogElement>("#help");
  const open = (): void => dialog.showModal();
  find("#help-button").addEventListener("click", open);
  closeOnBackdrop(dialog);
  return open;
}

/** Copy a link; where the browser does not let us, show it to be copied by hand. True when it was copied. */
export async function copyLink(link: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    const dialog = find<HTMLDialogElement>("#link");
    const box = find<HTMLInputElement>("#link-text");
    box.value = link;
    dialog.showModal();
    box.select();
    closeOnBackdrop(dialog);
    return false;
  }
}

function closeOnBackdrop(dialog: HTMLDialogElement): void {
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
}
