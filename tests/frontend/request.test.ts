import { afterEach, expect, test, vi } from "vitest";
import { get, post } from "../../static/src/request";

function serve(answer: (address: string, request: RequestInit) => Promise<Response>): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(answer);
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

afterEach(() => vi.unstubAllGlobals());

test("a question goes there as JSON and its answer comes back", async () => {
  const fetch = serve(() => Promise.resolve(new Response('{"value": 3}')));
  expect(await post("/api/entry", { index: [0] })).toEqual({ value: 3 });
  const [address, { method, body }] = fetch.mock.lastCall as [string, RequestInit];
  expect([address, method, body]).toEqual(["/api/entry", "POST", '{"index":[0]}']);
});

test("what is told everyone needs no body", async () => {
  const fetch = serve(() => Promise.resolve(new Response('{"topics": []}')));
  expect(await get("/api/explore")).toEqual({ topics: [] });
  expect(fetch).toHaveBeenCalledWith("/api/explore", { method: "GET" });
});

test("a refusal is a problem", async () => {
  serve(() => Promise.resolve(new Response('{"error": {"code": "unknown_name"}}', { status: 422 })));
  expect(await post("/api/entry", {})).toEqual({ problem: { code: "unknown_name" } });
});

test.each([
  ["that cannot be reached", () => Promise.reject(new TypeError("network"))],
  ["that answers with a page instead of JSON", () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }))],
])("a server %s gives no answer", async (_words, answer) => {
  serve(answer);
  expect(await post("/api/entry", {})).toBeNull();
});

test("a question that is given up has no answer", async () => {
  const abort = new AbortController();
  serve((_address, { signal }) => new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => { reject(new DOMException("given up", "AbortError")); });
  }));
  const answer = post("/api/trace", {}, abort.signal);
  abort.abort();
  expect(await answer).toBeNull();
});
