/** LaTeX to mathematics on the page. KaTeX builds nodes itself (no markup is parsed), which the CSP allows. */
import katex from "katex";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";
const PLAIN = "0123456789-";

/** Let the keyboard scroll what is wider than its place. */
export function makeScrollable(elements: Iterable<HTMLElement>): void {
  for (const element of elements) element.tabIndex = element.scrollWidth > element.clientWidth ? 0 : -1;
}

interface KatexSvg {
  attributes: Record<string, string>;
  toNode: () => Node;
}

/**
 * KaTeX gives tall brackets a style attribute, which the CSP forbids. It only repeats the width of the element
 * around it, so it is left out.
 */
const { SvgNode } = (katex as unknown as { __domTree: { SvgNode: { prototype: KatexSvg } } }).__domTree;
const toNode = SvgNode.prototype.toNode;
SvgNode.prototype.toNode = function (this: KatexSvg): Node {
  delete this.attributes.style;
  return toNode.call(this);
};

/** Fill `element` with the formula; LaTeX that KaTeX cannot read is shown as it is. */
export function renderMath(element: HTMLElement, latex: string): void {
  try {
    katex.render(`\\displaystyle ${typeset(latex)}`, element, { strict: "ignore", maxSize: 20, maxExpand: 1000 });
  } catch {
    element.replaceChildren(document.createTextNode(latex));
  }
}

/** Fetch the fonts of mathematics before they are needed: a step then asks the server for nothing. */
export function preloadMathFonts(): void {
  for (const font of document.fonts) {
    // A font that does not arrive is replaced by the browser's own.
    if (/KaTeX_(Main|Math|Size\d)/.test(font.family)) font.load().catch(() => undefined);
  }
}

/** KaTeX's fonts for text have no raised, lowered and Greek signs: "( )²" becomes "( )$^2$" inside a text. */
function typeset(latex: string): string {
  return latex.replace(/\\text\{[^{}]*\}/g, (text) =>
    text
      .replace(/[Α-ω]+/g, (letters) => `$${letters}$`)
      .replace(/[⁰¹²³⁴-⁹⁻]+/g, (digits) => `$^{${plain(digits, RAISED)}}$`)
      .replace(/[₀-₉]+/g, (digits) => `$_{${plain(digits, LOWERED)}}$`),
  );
}

function plain(digits: string, alphabet: string): string {
  return Array.from(digits, (digit) => PLAIN[alphabet.indexOf(digit)]).join("");
}
