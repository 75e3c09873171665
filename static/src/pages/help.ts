/** The help page: the table of ops with its mathematics. */
import { makeScrollable, renderMath } from "../math";

const formulas = document.querySelectorAll<HTMLElement>("[data-latex]");
for (const element of formulas) renderMath(element, element.dataset.latex ?? "");

const measure = (): void => { makeScrollable(formulas); };
addEventListener("resize", measure);
await document.fonts.ready;
measure();
