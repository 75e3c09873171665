/** What is being worked on: text, values, output, learning rate; kept over a reload and carried by links. */
import type { Program } from "./api";
import { keptFor, literalOf, valuesOf, withValue, type Overrides } from "./overrides";
import { decode, encode, type Snapshot } from "./share";
import type { Value } from "./timeline";

export const LEARNING_RATE = 0.1;

export interface Session {
  source: string;
  overrides: Overrides;
  output: string | null;
  seed: Value | null;
  opened: string[] | null;
  learningRate: number;
}

export function newSession(source: string): Session {
  return { source, overrides: {}, output: null, seed: null, opened: null, learningRate: LEARNING_RATE };
}

/** The session after the text changed: values, an output and groups that no longer fit are given up. */
export function withSource(session: Session, source: string): Session {
  const { output } = session;
  const isAssigned = output !== null && literalOf(source, output) !== null;
  return { ...session, source, overrides: keptFor(session.overrides, source), output: isAssigned ? output : null, opened: null };
}

export function withValues(session: Session, values: Record<string, Value>): Session {
  const add = (all: Overrides, [name, value]: [string, Value]) => withValue(all, session.source, name, value);
  return { ...session, overrides: Object.entries(values).reduce(add, session.overrides) };
}

export function programOf({ overrides, ...session }: Session): Program {
  return { ...session, values: valuesOf(overrides) };
}

export function snapshotOf(session: Session, step: number): Snapshot {
  return { ...programOf(session), step };
}

export function fromSnapshot({ source, values, output, seed, opened, learningRate }: Snapshot): Session {
  return withValues({ ...newSession(source), output, seed, opened, learningRate }, values);
}

const FRAGMENT = "#p=";
const KEY = "gradwalk-session";

/** The snapshot that the address carries, else the one from before a reload; null for a fresh start. */
export async function restored(): Promise<Snapshot | null> {
  return (await fromAddress()) ?? fromStorage();
}

export async function fromAddress(): Promise<Snapshot | null> {
  return location.hash.startsWith(FRAGMENT) ? decode(location.hash.slice(FRAGMENT.length)) : null;
}

/** Put the snapshot into the address and return the link. */
export async function putIntoAddress(snapshot: Snapshot): Promise<string> {
  history.replaceState(null, "", location.pathname + location.search + FRAGMENT + (await encode(snapshot)));
  return location.href;
}

/** The link in the address is about something else by now. */
export function cleanAddress(): void {
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
}

/** Keep the snapshot for a reload or a change of language in this tab. */
export function keep(snapshot: Snapshot): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(snapshot));
  } catch {
    return; // storage may be forbidden or full; then a reload starts afresh
  }
}

function fromStorage(): Snapshot | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Snapshot | null;
  } catch {
    return null;
  }
}
