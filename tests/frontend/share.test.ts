import { describe, expect, test } from "vitest";
import { decode, encode, type Snapshot } from "../../static/src/share";

const SNAPSHOT: Snapshot = { source: "ŷ = σ(w·x)²\n# 𝑥 ✓", values: { w: -0.5, x: [[1, 2]] }, output: "ŷ", seed: [1, 10], opened: ["g0"], learningRate: 0.01, direction: "ascent", roles: { x: "constant", w: "parameter" }, step: 12 };

async function linkOf(document: unknown): Promise<string> {
  const packed = new Blob([JSON.stringify(document)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

test("a link brings back program, values, roles, output, learning rate, direction and step", async () => {
  expect(await decode(await encode(SNAPSHOT))).toEqual(SNAPSHOT);
});

test("a link needs no character that addresses reserve", async () => {
  expect(await encode(SNAPSHOT)).toMatch(/^[\w-]+$/);
});

test("a link is shorter than a long program", async () => {
  const source = "h = relu(w1·x + b1)\n".repeat(50);
  expect((await encode({ ...SNAPSHOT, source })).length).toBeLessThan(source.length / 3);
});

test("a link from before there were roles opens with none", async () => {
  const before = { s: "y = x", v: {}, o: null, r: 0.1, k: 0 };
  expect(await decode(await linkOf(before))).toMatchObject({ roles: {}, direction: "descent" });
});

test.each([{ l: 3 }, { l: "x" }, { l: null }, { l: ["input"] }, { l: { x: "boss" } }, { l: { x: 1 } }])("%j in a link chooses no role", async (roles) => {
  expect((await decode(await linkOf({ s: "y = x", v: {}, o: null, r: 0.1, k: 0, ...roles })))?.roles).toEqual({});
});

describe("a link that is none", () => {
  test.each(["", "x", "%%%", "AAAA", "____"])("%j opens nothing", async (text) => {
    expect(await decode(text)).toBeNull();
  });

  test.each([null, 3, [], {}, { s: 1, v: {}, o: null, r: 0.1, k: 0 }, { s: "x", v: [], o: null, r: 0.1, k: 0 }])(
    "%j in it opens nothing",
    async (document) => {
      expect(await decode(await linkOf(document))).toBeNull();
    },
  );

  test("one that unpacks to megabytes opens nothing", async () => {
    expect(await decode(await linkOf({ s: "x".repeat(5_000_000), v: {}, o: null, r: 0.1, k: 0 }))).toBeNull();
  });
});
