/** The Network page as a whole: what is in view, and whether it is up to date. */
import { find } from "../dom";
import { reducedMotion } from "../motion";

/** On a phone the pictures lie under the settings. */
export function bringPicturesIntoView(): void {
  if (matchMedia("(max-width: 720px)").matches) scrollTo("#fit-title");
}

export function scrollTo(selector: string): void {
  find(selector).scrollIntoView({ behavior: reducedMotion() ? "auto" : "smooth", block: "start" });
}

/** Dim pictures that are of other settings than those in the boxes. */
export function setStale(isStale: boolean): void {
  find("main").classList.toggle("stale", isStale);
}
