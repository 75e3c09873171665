/** What is practised: a program, what of its walk is hidden, and where the program comes from. Links carry no answers. */
import type { Program } from "../api";
import type { components } from "../api-types";
import { pack, snapshotIn, unpack, written, type Snapshot } from "../share";

type Schemas = components["schemas"];

export type Kind = Schemas["Item"]["kind"];
export type Level = Schemas["Sheet"]["level"];

export const KINDS: readonly Kind[] = ["value", "local", "gradient", "updated"];
export const LEVELS: readonly Level[] = ["easy", "medium", "hard"];

/** As many seeds as the server knows. */
const SEEDS = 2 ** 31;

/** A program made from a topic and a seed: the same one each time. */
export interface Generated {
  topic: string;
  seed: number;
}

export interface Exercise {
  /** The program of the page or of a link, or what it is to be made from. */
  from: Snapshot | Generated;
  /** What is hidden; null for what suits the topic best. */
  kinds: readonly Kind[] | null;
  level: Level;
}

/** An exercise on a topic that was hardly seen before, with what suits it best hidden. */
export function ofTopic(topic: string, level: Level): Exercise {
  return { from: { topic, seed: Math.floor(Math.random() * SEEDS) }, kinds: null, level };
}

export function isGenerated(from: Snapshot | Generated): from is Generated {
  return "topic" in from;
}

export function ofProgram(program: Program): Exercise {
  return { from: { ...program, step: 0 }, kinds: ["gradient"], level: "medium" };
}

/** The exercise as a short text for a link. */
export async function encode(exercise: Exercise): Promise<string> {
  return pack(documentOf(exercise));
}

/** The exercise under short keys. */
export function documentOf({ from, kinds, level }: Exercise): Record<string, unknown> {
  const source = isGenerated(from) ? { t: from.topic, n: from.seed } : { p: written(from) };
  return { ...source, k: kinds, l: level };
}

/** The exercise in a text from `encode`; null when it is not one. */
export async function decode(text: string): Promise<Exercise | null> {
  return exerciseIn(await unpack(text));
}

/** Links come from strangers: every field is what it should be, or there is no exercise. */
export function exerciseIn(found: unknown): Exercise | null {
  if (typeof found !== "object" || found === null) return null;
  const { t, n, p, k, l } = found as Record<string, unknown>;
  const from = typeof t === "string" ? generatedFrom(t, n) : snapshotIn(p);
  const level = LEVELS.find((each) => each === l);
  if (from === null || level === undefined || !(k === null || areKinds(k))) return null;
  return { from, kinds: k, level };
}

function generatedFrom(topic: string, seed: unknown): Generated | null {
  return typeof seed === "number" && Number.isInteger(seed) && seed >= 0 && seed < SEEDS ? { topic, seed } : null;
}

function areKinds(found: unknown): found is Kind[] {
  return Array.isArray(found) && found.length > 0 && found.every((each) => (KINDS as readonly unknown[]).includes(each)) && new Set(found).size === found.length;
}
