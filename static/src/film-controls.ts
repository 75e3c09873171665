/** What lies over the film: the chips that show and hide numbers, and the zoom buttons. */
import type { Camera } from "./camera";
import { find, setText, show } from "./dom";
import { t } from "./i18n";

const ZOOM = 1.35;

export function connectChips(): void {
  const film = find("#film");
  for (const chip of document.querySelectorAll<HTMLElement>("button[data-hides]")) {
    chip.addEventListener("click", () => {
      const isShown = chip.getAttribute("aria-pressed") !== "true";
      chip.setAttribute("aria-pressed", String(isShown));
      film.classList.toggle(`hide-${chip.dataset.hides}`, !isShown);
    });
  }
}

/** The zoom buttons that lie over a picture. */
export function connectZoom(camera: Camera, film: HTMLElement = find("#film")): void {
  find("[data-zoom=in]", film).addEventListener("click", () => camera.zoomBy(ZOOM));
  find("[data-zoom=out]", film).addEventListener("click", () => camera.zoomBy(1 / ZOOM));
  find("[data-zoom=fit]", film).addEventListener("click", () => camera.fit());
}

/** A chip says which output the reader chose, and takes the choice back. */
export function createOutputChip(reset: () => void): (output: string | null) => void {
  const chip = find("#output-chip");
  chip.addEventListener("click", reset);
  return (output) => {
    show(chip, output !== null);
    setText(find("#output-chip-text"), t("page.output_chosen", { output: output ?? "" }));
  };
}
