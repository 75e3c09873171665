/** The Network page as a whole: what is in view, and whether it is up to date. */
import { find } from "../dom";
import { reducedMotion } from "../motion";

/** On a phone the pictures lie under the settings; who looks at what training changes already stays there. */
export function bringPicturesIntoView(): void {
  const looked = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const isThere = looked !== null && looked.closest(".picture-card, .machine, .film") !== null;
  if (matchMedia("(max-width: 720px)").matches && !isThere) scrollTo("#fit-title");
}

/** Who asks for a training that cannot be made sees why, however far from the settings. */
export function bringProblemIntoView(): void {
  document.querySelector("main :is(.field-problem, .problem):not([hidden])")?.scrollIntoView({ block: "nearest" });
}

export function scrollTo(selector: string): void {
  find(selector).scrollIntoView({ behavior: reducedMotion() ? "auto" : "smooth", block: "start" });
}

/** Dim pictures that are of other settings than those in the boxes. */
export function setStale(isStale: boolean): void {
  find("main").classList.toggle("stale", isStale);
}
