/** Where a popover stands. */

/** Put `popover` under `anchor`, else above it, inside the window. */
export function placeUnder(popover: HTMLElement, anchor: Element): void {
  const { right, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const below = bottom + 4;
  popover.style.setProperty("left", `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`);
  popover.style.setProperty("top", `${below + height < innerHeight ? below : Math.max(8, top - height - 4)}px`);
}
