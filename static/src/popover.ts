/** Where a popover stands. */

/** Put `popover` under `anchor`, else above it, inside what the keys of a phone leave of the window. */
export function placeUnder(popover: HTMLElement, anchor: Element): void {
  const { right, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const seen = seenPart();
  const [below, above] = [bottom + 4, top - height - 4];
  popover.style.setProperty("left", `${clamp(right - width, seen.left + 8, seen.right - width - 8)}px`);
  popover.style.setProperty("top", `${below + height < seen.bottom ? below : clamp(above, seen.top + 8, seen.bottom - height - 8)}px`);
}

/** The part of the window that is neither zoomed out of view nor under the keys. */
function seenPart(): { left: number; top: number; right: number; bottom: number } {
  const { offsetLeft: left, offsetTop: top, width, height } = visualViewport ?? { offsetLeft: 0, offsetTop: 0, width: innerWidth, height: innerHeight };
  return { left, top, right: left + width, bottom: top + height };
}

/** Where there is too little room, `low` holds. */
function clamp(place: number, low: number, high: number): number {
  return Math.max(low, Math.min(place, high));
}
