import { afterEach, describe, expect, test, vi } from "vitest";
import { ask, lines, Refused } from "../../static/src/network/stream";

function answer(parts: string[], status = 200, headers: Record<string, string> = {}): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  return new Response(body, { status, headers });
}

function serve(...answers: Response[]): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(() => Promise.resolve(answers.shift() ?? answer([])));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

async function all(signal = new AbortController().signal): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of lines("/api/train", {}, signal)) found.push(line);
  return found;
}

afterEach(() => vi.unstubAllGlobals());

describe("the lines of a stream", () => {
  test("may be cut anywhere", async () => {
    serve(answer(['{"a": 1}\n{"a"', ': "ŷ', '"}\n', '{"a": 3}\n']));
    expect(await all()).toEqual([{ a: 1 }, { a: "ŷ" }, { a: 3 }]);
  });
  test("end with the request when the reader leaves", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => { controller.enqueue(new TextEncoder().encode("1\n")); },
      cancel: () => { isCancelled = true; },
    }, { highWaterMark: 0 });
    serve(new Response(body));
    for await (const line of lines("/api/train", {}, new AbortController().signal)) {
      expect(line).toBe(1);
      break;
    }
    await vi.waitFor(() => { expect(isCancelled).toBe(true); });
  });
});

describe("a server that", () => {
  test("refuses says why", async () => {
    serve(answer(['{"error": {"code": "epochs", "field": "epochs"}}'], 422));
    const refusal = await all().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect((refusal as Refused).problem.field).toBe("epochs");
  });
  test("is busy is asked again after the time it names", async () => {
    const fetch = serve(answer(["{}"], 503, { "Retry-After": "0" }), answer(['{"ok": true}']));
    expect(await ask("/api/moment", {}, new AbortController().signal)).toEqual({ ok: true });
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});
