import { beforeEach, describe, expect, test } from "vitest";
import { keep, putIntoAddress, restored, type Snapshot } from "../../static/src/network/keeping";
import { pack } from "../../static/src/share";

const SNAPSHOT: Snapshot = {
  choices: { boxes: { rate: "0.01", csv: "x,y\n1,2" }, layers: [{ neurons: 3, activation: "relu" }], shuffle: false },
  own: { source: "loss = (w·x − ŷ)²", view: "array" },
  view: "scalar",
  update: 12_432,
};

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/network");
});

describe("what is on the page", () => {
  test("comes back after a reload", async () => {
    keep(SNAPSHOT);
    expect(await restored()).toEqual(SNAPSHOT);
  });
  test("is carried by a link", async () => {
    await putIntoAddress(SNAPSHOT);
    expect(await restored()).toEqual(SNAPSHOT);
  });
  test("of a link goes before that of the reload", async () => {
    keep({ ...SNAPSHOT, update: 1 });
    await putIntoAddress(SNAPSHOT);
    expect((await restored())?.update).toBe(12_432);
  });
});

test.each([
  ["nothing", null],
  ["a number", 3],
  ["no choices", { own: null }],
  ["boxes that are no texts", { ...SNAPSHOT, choices: { ...SNAPSHOT.choices, boxes: { rate: 3 } } }],
  ["layers without neurons", { ...SNAPSHOT, choices: { ...SNAPSHOT.choices, layers: [{}] } }],
])("a link with %s is no snapshot", async (_what, document) => {
  history.replaceState(null, "", `/network#n=${await pack(document)}`);
  expect(await restored()).toBeNull();
});
