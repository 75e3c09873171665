/** What is being worked on: text, values, roles, output, how it is updated; kept over a reload and carried by links. */
import type { Program } from "./api";
import { keptFor, keptRoles, literalOf, valuesOf, withValue, type Overrides } from "./overrides";
import { decode, encode, snapshotIn, written, type Snapshot } from "./share";
import type { Direction, LeafRole, Value } from "./timeline";

export const LEARNING_RATE = 0.1;

export interface Session {
  source: string;
  overrides: Overrides;
  output: string | null;
  seed: Value | null;
  opened: string[] | null;
  learningRate: number;
  direction: Direction;
  roles: Readonly<Record<string, LeafRole>>;
}

export function newSession(source: string): Session {
  return { source, overrides: {}, output: null, seed: null, opened: null, learningRate: LEARNING_RATE, direction: "descent", roles: {} };
}

/** The session after the text changed: values, roles, an output and groups that no longer fit are given up. */
export function withSource(session: Session, source: string): Session {
  const { output } = session;
  const isAssigned = output !== null && literalOf(source, output) !== null;
  const kept = { overrides: keptFor(session.overrides, source), roles: keptRoles(session.roles, session.source, source) };
  return { ...session, source, ...kept, output: isAssigned ? output : null, opened: null };
}

export function withRole(session: Session, name: string, role: LeafRole): Session {
  return { ...session, roles: { ...session.roles, [name]: role } };
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

export function fromSnapshot({ source, values, output, seed, opened, learningRate, direction, roles }: Snapshot): Session {
  return withValues({ source, overrides: {}, output, seed, opened, learningRate, direction, roles }, values);
}

const FRAGMENT = "#p=";
const KEY = "gradwalk-session";

/** The snapshot that the address carries, else the one from before a reload; null for a fresh start. */
export async function restored(): Promise<Snapshot | null> {
  return (await fromAddress()) ?? fromStorage();
}

export async function fromAddress(): Promise<Snapshot | null> {
  const { hash } = location;
  const found = hash.startsWith(FRAGMENT) ? await decode(hash.slice(FRAGMENT.length)) : null;
  // Whoever has gone on to another address meanwhile gets what that one carries.
  return location.hash === hash ? found : null;
}

/** Put the snapshot into the address and return the link. */
export async function putIntoAddress(snapshot: Snapshot): Promise<string> {
  history.replaceState(history.state, "", location.pathname + location.search + FRAGMENT + (await encode(snapshot)));
  return location.href;
}

/** The link in the address is about something else by now. */
export function cleanAddress(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
}

/** Keep the snapshot for a reload or a change of language in this tab. */
export function keep(snapshot: Snapshot): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(written(snapshot)));
  } catch {
    return; // storage may be forbidden or full; then a reload starts afresh
  }
}

function fromStorage(): Snapshot | null {
  try {
    return snapshotIn(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}
