/** The settings and the program, kept over a reload and carried by links. */
import { pack, unpack } from "../share";
import type { Choices, OwnProgram } from "./choices";

export interface Snapshot {
  choices: Choices;
  /** The reader's own program; null while the network writes it. */
  own: OwnProgram | null;
  /** null: as fits the size of the network. */
  view: string | null;
  /** The update that is looked at; 0 for none. */
  update: number;
}

const FRAGMENT = "#n=";
const KEY = "gradwalk-network";

/** The snapshot that the address carries, else the one from before a reload; null for a fresh start. */
export async function restored(): Promise<Snapshot | null> {
  const found = location.hash.startsWith(FRAGMENT) ? await unpack(location.hash.slice(FRAGMENT.length)) : fromStorage();
  return checked(found);
}

/** Put the snapshot into the address and return the link. */
export async function putIntoAddress(snapshot: Snapshot): Promise<string> {
  history.replaceState(null, "", location.pathname + location.search + FRAGMENT + (await pack(snapshot)));
  return location.href;
}

/** The link in the address is about something else by now. */
export function cleanAddress(): void {
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
}

export function keep(snapshot: Snapshot): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(snapshot));
  } catch {
    return; // storage may be forbidden or full; then a reload starts afresh
  }
}

function fromStorage(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}

/** Links come from strangers: every field is what it should be, or there is no snapshot. */
function checked(found: unknown): Snapshot | null {
  if (!isRecord(found) || !isRecord(found.choices)) return null;
  const { choices, own, view, update } = found;
  const { boxes, layers, shuffle } = choices;
  if (!isRecord(boxes) || !Array.isArray(layers) || typeof shuffle !== "boolean") return null;
  if (!Object.values(boxes).every((text) => typeof text === "string") || !layers.every(isLayer)) return null;
  return {
    choices: { boxes: boxes as Record<string, string>, layers, shuffle },
    own: isRecord(own) && typeof own.source === "string" ? { source: own.source, view: viewNamed(own.view) } : null,
    view: typeof view === "string" ? viewNamed(view) : null,
    update: typeof update === "number" && update > 0 ? update : 0,
  };
}

function viewNamed(found: unknown): string {
  return found === "array" ? "array" : "scalar";
}

function isLayer(layer: unknown): layer is { neurons: number; activation: string } {
  return isRecord(layer) && typeof layer.neurons === "number" && typeof layer.activation === "string";
}

function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === "object" && found !== null;
}
