/** Requests about training: one answer, or a stream of lines of JSON. */
import type { Problem } from "../api";

/** The server said why it will not do this. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** One answer. Throws Refused, or whatever fetch throws. */
export async function ask<Answer>(path: string, body: unknown, signal: AbortSignal): Promise<Answer> {
  const response = await post(path, body, signal);
  return (await response.json()) as Answer;
}

/** The lines of an answer as they arrive. Leaving the loop ends the request. */
export async function* lines<Line>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<Line> {
  const response = await post(path, body, signal);
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(buffer()).getReader();
  let rest = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const complete = (rest + part.value).split("\n");
      rest = complete.pop() ?? "";
      for (const line of complete) yield JSON.parse(line) as Line;
    }
  } finally {
    void reader.cancel();
  }
}

/** Wait, but not for an answer that nobody waits for any more. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => { resolve(); }, { once: true });
  });
}

/** Takes everything at once: the server need not wait for a page that shows the lines slowly. */
function buffer(): TransformStream<string, string> {
  return new TransformStream<string, string>(undefined, undefined, new CountQueuingStrategy({ highWaterMark: Number.MAX_SAFE_INTEGER }));
}

/** How often a server that is busy is asked again. */
const PATIENCE = 8;

async function post(path: string, body: unknown, signal: AbortSignal, patience = PATIENCE): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
  if (response.status === 503 && patience > 0) {
    await rest(1000 * Number(response.headers.get("Retry-After") ?? 1) * (0.5 + Math.random()), signal);
    return post(path, body, signal, patience - 1);
  }
  if (!response.ok) throw new Refused(((await response.json()) as { error: Problem }).error);
  return response;
}
