/** Building and finding elements. Text only ever becomes text: nothing here reads markup. */

type Child = Node | string | null;
type Attributes = Record<string, string | number | boolean | EventListener>;

/** A new element. Attributes: `false` leaves out, `true` sets empty, a function listens to the event. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element the template promises. */
export function find<E extends Element = HTMLElement>(selector: string, root: ParentNode = document): E {
  const element = root.querySelector<E>(selector);
  if (element === null) throw new Error(`the page has no ${selector}`);
  return element;
}

/** Set text only where it differs: an unchanged text costs no layout and is not announced again. */
export function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}

/** Show the element exactly when there is something to show. */
export function show(element: HTMLElement, visible: boolean): void {
  element.hidden = !visible;
}

/** Whether keys pressed at the event's target belong to it: text fields and the program editor. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=range], [type=checkbox]), textarea, select");
}
