// Makes elements. Runs in the browser. What is recorded becomes text and never markup: nothing here
// or in the rest of the page sets HTML.

/** Properties of an element; `data` and `aria` are attributes of that prefix. */
export interface Properties {
  readonly className?: string;
  readonly id?: string;
  readonly href?: string;
  readonly title?: string;
  readonly dateTime?: string;
  readonly open?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** An element with text and other elements in it; empty strings are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  const { attributes = {}, ...rest } = properties;
  Object.assign(made, rest);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== ""));
  return made;
}

/** Things with the same text between them, also for who hears the page or copies from it. */
export function separated(parts: readonly Node[], separator: string): (Node | string)[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** A part that opens on demand; `fill` makes its content when it is opened for the first time. */
export function folded(
  summary: readonly (Node | string)[],
  fill: () => Node | Promise<Node>,
): HTMLDetailsElement {
  const details = element("details", {}, element("summary", {}, ...summary));
  const onToggle = async (): Promise<void> => {
    details.append(await fill());
  };
  details.addEventListener("toggle", () => void onToggle(), { once: true });
  return details;
}

/** A time as `text`, with the exact one behind it. */
export function timeElement(iso: string, text: string): HTMLTimeElement {
  return element("time", { dateTime: iso, title: new Date(iso).toLocaleString() }, text);
}

/** The element of the page's frame with that id. */
export function frameElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element "${id}"`);
  return found;
}
