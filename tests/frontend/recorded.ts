/** Recorded timelines and the English catalogue, for tests. */
import catalogue from "../../app/locales/en.json";
import { useCatalogue } from "../../static/src/i18n";
import { momentAt, type Moment } from "../../static/src/state";
import { index, type Timeline } from "../../static/src/timeline";
import broken from "./timelines/broken.json";
import folded from "./timelines/folded.json";
import gate from "./timelines/gate.json";
import layer from "./timelines/layer.json";
import network from "./timelines/network.json";
import shared from "./timelines/shared.json";
import square from "./timelines/square.json";
import turns from "./timelines/turns.json";

useCatalogue(catalogue);

export type Name = "broken" | "folded" | "gate" | "layer" | "network" | "shared" | "square" | "turns";

const TIMELINES = { broken, folded, gate, layer, network, shared, square, turns } as unknown as Record<Name, Timeline>;

export function timeline(name: Name): Timeline {
  return TIMELINES[name];
}

/** The moment after `k` steps; negative numbers count from the end. */
export function moment(name: Name, k: number): Moment {
  const recorded = timeline(name);
  return momentAt(index(recorded), k < 0 ? recorded.steps.length + 1 + k : k);
}
