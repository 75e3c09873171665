/** The help page: the table of ops with its mathematics. */
import { renderMath } from "../math";

for (const element of document.querySelectorAll<HTMLElement>("[data-latex]")) {
  renderMath(element, element.dataset.latex ?? "");
}
