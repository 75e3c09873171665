/** Many write 0,5 for 0.5. A number box drops the comma and makes 5 of it, so it becomes a point. */

export function acceptDecimalCommas(): void {
  document.addEventListener("beforeinput", (event) => {
    const { target, data } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== "number" || data === null) return;
    const text = withPoint(data);
    if (text === data) return;
    event.preventDefault();
    // Deprecated, but the only way to type into a number box: it has no selection to write to. Undo works as well.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.execCommand("insertText", false, text);
  });
}

/** A text with one comma and no point, with a point in place of the comma; any other as it is. */
export function withPoint(text: string): string {
  return /^[^.,]*,[^.,]*$/.test(text) ? text.replace(",", ".") : text;
}
