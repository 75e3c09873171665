/** The whole state of the page as a short text, for links and for coming back. */
import type { Direction, LeafRole, Value } from "./timeline";

export interface Snapshot {
  source: string;
  values: Record<string, Value>;
  output: string | null;
  seed: Value | null;
  opened: string[] | null;
  learningRate: number;
  direction: Direction;
  roles: Record<string, LeafRole>;
  step: number;
}

/** Compressed JSON under short keys, in letters that may stand in a URL fragment. */
export async function encode(snapshot: Snapshot): Promise<string> {
  return pack(written(snapshot));
}

/** The snapshot in a text from `encode`; null when it is not one. */
export async function decode(text: string): Promise<Snapshot | null> {
  return snapshotIn(await unpack(text));
}

/** The snapshot under short keys; what is usual is left out. */
export function written({ source, values, output, seed, opened, learningRate, direction, roles, step }: Snapshot): Record<string, unknown> {
  const unusual = {
    ...(seed !== null && { d: seed }),
    ...(opened !== null && { g: opened }),
    ...(direction === "ascent" && { u: 1 }),
    ...(Object.keys(roles).length > 0 && { l: roles }),
  };
  return { s: source, v: values, o: output, ...unusual, r: learningRate, k: step };
}

/** Any JSON, compressed. */
export async function pack(document: unknown): Promise<string> {
  return base64url(await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(document))));
}

/** What `pack` packed; null when the text is not such a one. */
export async function unpack(text: string): Promise<unknown> {
  try {
    const bytes = await through(new DecompressionStream("deflate-raw"), fromBase64url(text));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** More than any program with its values needs: a link must not unpack to gigabytes. */
const LIMIT = 256 * 1024;

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LIMIT) throw new RangeError("too large");
    chunks.push(part.value);
  }
  return new Uint8Array(chunks.flatMap((chunk) => [...chunk]));
}

/** Links come from strangers: every field is what it should be, or there is no snapshot. */
export function snapshotIn(found: unknown): Snapshot | null {
  if (typeof found !== "object" || found === null) return null;
  const { s, v, o, d, g, u, l, r, k } = found as Record<string, unknown>;
  if (typeof s !== "string" || typeof k !== "number" || typeof r !== "number") return null;
  if (typeof v !== "object" || v === null || Array.isArray(v)) return null;
  return {
    source: s,
    values: v as Record<string, Value>,
    output: typeof o === "string" ? o : null,
    seed: typeof d === "number" || Array.isArray(d) ? (d as Value) : null,
    opened: Array.isArray(g) && g.every((each) => typeof each === "string") ? g : null,
    learningRate: r,
    direction: u === 1 ? "ascent" : "descent",
    roles: rolesIn(l),
    step: k,
  };
}

const ROLES: readonly unknown[] = ["input", "parameter", "constant"] satisfies LeafRole[];

function rolesIn(found: unknown): Record<string, LeafRole> {
  if (typeof found !== "object" || found === null || Array.isArray(found)) return {};
  return Object.fromEntries(Object.entries(found).filter(([, role]) => ROLES.includes(role)) as [string, LeafRole][]);
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
