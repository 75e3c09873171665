/** Asking the server: JSON there, JSON back; its answer, or what it has against the question. */
import type { Problem } from "./api";

export type Answered<T> = T | { problem: Problem };

export function isProblem(answer: object): answer is { problem: Problem } {
  return "problem" in answer;
}

/** The answer to a question; null when there is none, or not in JSON, as after an abort. */
export function post<T extends object>(address: string, question: unknown, signal: AbortSignal | null = null): Promise<Answered<T> | null> {
  const headers = { "Content-Type": "application/json" };
  return answered(address, { method: "POST", headers, body: JSON.stringify(question), signal });
}

/** What the server tells everyone alike. */
export function get<T extends object>(address: string): Promise<Answered<T> | null> {
  return answered(address, { method: "GET" });
}

async function answered<T extends object>(address: string, request: RequestInit): Promise<Answered<T> | null> {
  try {
    const response = await fetch(address, request);
    const document = (await response.json()) as T | { error: Problem };
    return "error" in document ? { problem: document.error } : document;
  } catch {
    return null;
  }
}
