// Long texts of JSON values, each written once: the calls of an agent repeat their history. Pure.
import { isObject } from "#src/protocol/json.ts";
import type { TestText } from "#src/protocol/test-file.ts";

/** Shorter ones cost less than their names. */
const LONG = 160;
const REFERENCE = "$text";

export interface TextSharing {
  /** The value with names in the place of long texts, and those texts that it is the first to have. */
  share(value: unknown): { readonly value: unknown; readonly texts: readonly TestText[] };
}

/** Names are made of what the texts say, so that none changes because another one comes or goes. */
export function createTextSharing(): TextSharing {
  const known = new Set<string>();
  return {
    share(value) {
      const texts: TestText[] = [];
      const shared = replace(value, (text) => {
        const name = Bun.hash(text).toString(36);
        if (!known.has(name)) {
          known.add(name);
          texts.push({ text: name, value: text });
        }
        return { [REFERENCE]: name };
      });
      return { value: shared, texts };
    },
  };
}

function replace(value: unknown, name: (text: string) => unknown): unknown {
  if (typeof value === "string") return value.length < LONG ? value : name(value);
  if (Array.isArray(value)) return value.map((item) => replace(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replace(item, name)] as const),
  );
}

/** The value with the texts in their places; a name of none stays what it is. */
export function putTextsBack(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => putTextsBack(item, texts));
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const name = value[REFERENCE];
  if (keys.length === 1 && typeof name === "string") return texts.get(name) ?? value;
  return Object.fromEntries(keys.map((key) => [key, putTextsBack(value[key], texts)] as const));
}
