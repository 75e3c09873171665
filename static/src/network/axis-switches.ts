/** The switches between straight and logarithmic axes of the loss chart. */
import { find } from "../dom";
import type { LossChart } from "./loss-chart";

export function connectAxisSwitches({ setLog }: LossChart): void {
  connect("#log-loss", (isOn) => { setLog("y", isOn); });
  connect("#log-epochs", (isOn) => { setLog("x", isOn); });
}

function connect(id: string, set: (isOn: boolean) => void): void {
  const button = find(id);
  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    set(isOn);
  });
}
