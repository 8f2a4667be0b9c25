// JSON as text: parsing what may not be JSON, and the one canonical way to write a value.

/** The value of a JSON text, or undefined where it is not JSON. */
export function parseJsonOrUndefined(text: string): unknown {
  const first = text.trimStart().charCodeAt(0);
  // `[DONE]` and other words would only cost an exception each.
  if (Number.isNaN(first) || (first === 0x5b && text.startsWith("[DONE"))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is an expected answer here.
  }
}

/** Deeper values are written without recursion, which would run out of stack. */
const MAX_RECURSION = 500;

/**
 * JSON with keys sorted by UTF-16 code units and no white space (RFC 8785). Values that JSON does not
 * know (undefined, functions) are written as null. Works at any depth.
 */
export function canonicalJson(root: unknown): string {
  return writeValue(root, 0);
}

function writeValue(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (depth === MAX_RECURSION) return writeDeepValue(value);
  if (Array.isArray(value)) {
    let items = "";
    for (const item of value) {
      items += items === "" ? writeValue(item, depth + 1) : `,${writeValue(item, depth + 1)}`;
    }
    return `[${items}]`;
  }
  let members = "";
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    const text = `${JSON.stringify(key)}:${writeValue(member, depth + 1)}`;
    members += members === "" ? text : `,${text}`;
  }
  return `{${members}}`;
}

function writeDeepValue(root: unknown): string {
  const pieces: string[] = [];
  // Pending work, last first: a finished piece of text, or a value still to be written.
  const pending: ({ readonly text: string } | { readonly value: unknown })[] = [{ value: root }];
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    if ("text" in task) pieces.push(task.text);
    else if (typeof task.value !== "object" || task.value === null) {
      pieces.push(JSON.stringify(task.value) ?? "null");
    } else pushMembers(task.value, pending);
  }
  return pieces.join("");
}

function pushMembers(
  value: object,
  pending: ({ readonly text: string } | { readonly value: unknown })[],
): void {
  const members: [string, unknown][] = Array.isArray(value)
    ? value.map((member): [string, unknown] => ["", member])
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]): [string, unknown] => [`${JSON.stringify(key)}:`, member]);
  pending.push({ text: Array.isArray(value) ? "]" : "}" });
  for (let index = members.length - 1; index >= 0; index--) {
    const [prefix, member] = members[index] ?? ["", null];
    pending.push({ value: member }, { text: index === 0 ? prefix : `,${prefix}` });
  }
  pending.push({ text: Array.isArray(value) ? "[" : "{" });
}
