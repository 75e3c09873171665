/** What the server tells the scripts of the Network page to start with. */
import { find } from "../dom";
import { readPageData, type PageData } from "../page-data";
import type { Choices } from "./choices";

export interface NetworkData extends PageData {
  activations: string[];
  /** What goes with each data set: the loss that fits it, its noise. */
  data_sets: { name: string; noise: number; loss: string }[];
  /** What the page starts with. */
  choices: Choices;
}

export function readNetworkData(): NetworkData {
  return { ...readPageData(), ...(JSON.parse(find("#page-data").textContent) as NetworkData) };
}
