import { beforeEach, describe, expect, test } from "vitest";
import { cardOf, readPicture, type Picture } from "../../static/src/picture";
import { markCards, showNumbers, showStep } from "../../static/src/picture-state";
import { moment } from "./recorded";

function cardXml(node: string, role = "input"): string {
  return `<g class="node ${role}" data-node="${node}" data-nodes="${node}"><title>?</title><rect class="card" width="112"/>
    <text class="title">t</text><text class="value none" data-room="60">—</text><text class="grad none" data-room="60">—</text></g>`;
}

function edgeXml(edge: string): string {
  return `<g class="edge" data-edge="${edge}" data-edges="${edge}"><path class="line" d="M0 0"/>
    <g class="local"><rect/><text class="local-text" data-room="44"></text></g></g>`;
}

const XML = `<svg xmlns="http://www.w3.org/2000/svg" class="graph" viewBox="0 0 300 100"><style>rect { fill: red }</style>
  ${edgeXml("n1.0")}${edgeXml("n1.1")}${cardXml("n0")}${cardXml("n1", "output")}</svg>`;

let picture: Picture;

beforeEach(() => {
  picture = readPicture(XML);
});

function textOf(node: string, field: string): string | null {
  return cardOf(picture, node)?.querySelector(`text.${field}`)?.textContent ?? null;
}

describe("the picture of x·x", () => {
  test("leaves its style sheet behind", () => {
    expect(picture.svg.querySelector("style")).toBeNull();
  });

  test("shows a dash for what is not known yet", () => {
    showNumbers(picture, moment("square", 0));
    expect([textOf("n0", "value"), textOf("n1", "value"), textOf("n1", "grad")]).toEqual(["3", "—", "—"]);
  });

  test("shows values, then gradients, as the walk reaches them", () => {
    showNumbers(picture, moment("square", 1));
    expect([textOf("n1", "value"), textOf("n1", "grad")]).toEqual(["9", "—"]);
    showNumbers(picture, moment("square", 3));
    expect([textOf("n1", "grad"), textOf("n0", "grad")]).toEqual(["1", "6"]);
    expect(cardOf(picture, "n0")?.querySelector("text.grad")?.classList.contains("none")).toBe(false);
  });

  test("goes back to a dash when the walk goes back", () => {
    showNumbers(picture, moment("square", 3));
    showNumbers(picture, moment("square", 1));
    expect(textOf("n0", "grad")).toBe("—");
  });

  test("marks the active node, its targets and the edges between", () => {
    showStep(picture, moment("square", 3));
    expect(cardOf(picture, "n1")?.classList.contains("active")).toBe(true);
    expect(cardOf(picture, "n0")?.classList.contains("target")).toBe(true);
    expect(picture.arrows.map(({ element }) => element.getAttribute("class"))).toEqual(["edge live back", "edge live back"]);
    expect(picture.svg.classList.contains("backward")).toBe(true);
  });

  test("tells in the title of a card what it is, with all digits", () => {
    showNumbers(picture, moment("square", 3));
    expect(cardOf(picture, "n1")?.querySelector("title")?.textContent).toBe("y = x·x\nvalue 9\ngradient 1");
  });

  test("writes the local derivatives into the pills", () => {
    showNumbers(picture, moment("square", 3));
    expect(picture.svg.querySelectorAll(".local-text")[0]?.textContent).toBe("×3");
  });

  test("lights one card at a time", () => {
    markCards(picture, ["n0"], "hinted");
    markCards(picture, ["n1"], "hinted");
    expect(picture.svg.querySelectorAll(".hinted")).toHaveLength(1);
    markCards(picture, [], "hinted");
    expect(picture.svg.querySelectorAll(".hinted")).toHaveLength(0);
  });
});

test("what is no SVG is refused", () => {
  expect(() => readPicture("<html xmlns='http://www.w3.org/1999/xhtml'/>")).toThrow("not an SVG");
});
