import { beforeEach, describe, expect, test } from "vitest";
import catalogue from "../../app/locales/en.json";
import chinese from "../../app/locales/zh.json";
import { sentences, useCatalogue } from "../../static/src/i18n";
import { counted } from "../../static/src/network/counted";
import { drawHistogram } from "../../static/src/network/histogram";
import { markText, showMarkList } from "../../static/src/network/marks";
import type { Mark } from "../../static/src/network/types";

beforeEach(() => { useCatalogue(catalogue); });
document.documentElement.lang = "en";

test.each([
  [0, "0 epochs"], [1, "1 epoch"], [2, "2 epochs"], [25_000, "25,000 epochs"],
])("%d epochs are called %s", (number, text) => {
  expect(counted("epochs", number)).toBe(text);
});

test.each([
  ["en", catalogue, "−1 … 1: 3"], ["zh", chinese, "−1 … 1：3"],
])("a bar of the histogram is told with the colon of %s", (_language, words, text) => {
  useCatalogue(words);
  const host = document.createElement("div");
  drawHistogram(host, [{ layer: "1", edges: [-1, 1], counts: [3] }]);
  expect(host.querySelector("title")?.textContent).toBe(text);
});

test.each([
  ["en", catalogue, "It is bad. Write it so."], ["zh", chinese, "It is bad.Write it so."],
])("sentences follow one another as in %s, without those that are missing", (_language, words, text) => {
  useCatalogue(words);
  expect(sentences("", "It is bad.", null, "Write it so.")).toBe(text);
});

function mark(name: string, other: string): Mark {
  return { name, layer: 0, neuron: 0, code: "duplicate", details: { factor: 2, other } };
}

test("one neuron, and several, that repeat another", () => {
  expect(markText(mark("h2", "h1"))).toBe("h2 is always 2 times h1, so the two do the work of one neuron.");
  expect(markText(mark("h2", "h1"), ["h2", "h3"])).toBe("h2, h3 are each always 2 times h1, so together they do the work of one neuron.");
});

describe("the list of idle neurons", () => {
  const list = document.createElement("ul");
  const marks = Array.from({ length: 6 }, (_, at) => mark(`h${at + 2}`, `g${at}`));
  beforeEach(() => {
    list.replaceChildren();
    delete list.dataset.shown;
  });
  test("shows four reasons whole", () => {
    showMarkList(list, marks.slice(0, 4));
    expect([list.children.length, list.querySelector("button")]).toEqual([4, null]);
  });
  test("keeps the others a click away", () => {
    showMarkList(list, marks);
    expect(list.querySelector("button")?.textContent).toBe("2 more");
    list.querySelector("button")?.click();
    expect(list.textContent).toContain("h7 is always");
    expect(list.children.length).toBe(6);
  });
  test("stays open while the reasons stay the same", () => {
    showMarkList(list, marks);
    list.querySelector("button")?.click();
    showMarkList(list, [...marks]);
    expect(list.children.length).toBe(6);
  });
});
