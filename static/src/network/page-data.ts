/** What the server tells the scripts of the Network page to start with. */
import { find } from "../dom";
import { readPageData, type PageData } from "../page-data";
import type { Choices } from "./choices";

export interface DataSetChoice {
  name: string;
  points: number;
  noise: number;
  classes: number;
}

export interface NetworkData extends PageData {
  activations: string[];
  /** What each data set usually has; 0 classes where the target is a number. */
  data_sets: DataSetChoice[];
  /** What the page starts with. */
  choices: Choices;
}

export function readNetworkData(): NetworkData {
  return { ...readPageData(), ...(JSON.parse(find("#page-data").textContent) as NetworkData) };
}
