// Which sessions are listed and in which order, as text for the address: `status:failed sort:cost`. Pure.
import type { SessionKind, SessionResult, SessionSort } from "#src/protocol/session.ts";

/** Null stands for all. */
export interface ListWish {
  readonly status: "running" | "finished" | "failed" | "interrupted" | null;
  readonly result: SessionResult | null;
  readonly kind: SessionKind | null;
  readonly colour: string | null;
  readonly sort: SessionSort;
}

export const EVERYTHING: ListWish = {
  status: null,
  result: null,
  kind: null,
  colour: null,
  sort: "newest",
};
export const STATUSES = ["running", "finished", "failed", "interrupted"] as const;
export const RESULTS = ["satisfactory", "failed", "none"] as const;
export const KINDS = ["record", "repl", "chat", "team"] as const;
export const SORTS = ["newest", "name", "cost", "tokens", "duration"] as const;

/** What it does not know counts as not said. */
export function readListWish(text: string | null): ListWish {
  const words = new Map<string, string>();
  for (const part of text?.split(" ") ?? []) {
    const colon = part.indexOf(":");
    if (colon > 0) words.set(part.slice(0, colon), part.slice(colon + 1));
  }
  const colour = words.get("colour") ?? "";
  return {
    status: oneOf(STATUSES, words.get("status")),
    result: oneOf(RESULTS, words.get("result")),
    kind: oneOf(KINDS, words.get("kind")),
    colour: /^(#[0-9a-fA-F]{6}|[a-z]{3,20})$/.test(colour) ? colour : null,
    sort: oneOf(SORTS, words.get("sort")) ?? "newest",
  };
}

/** Null where everything is listed, newest first. */
export function writeListWish(wish: ListWish): string | null {
  const words = Object.entries(wish).filter(
    ([key, value]) => value !== null && value !== EVERYTHING[key as keyof ListWish],
  );
  return words.length === 0 ? null : words.map(([key, value]) => `${key}:${value}`).join(" ");
}

/** The filters and the order as the API takes them. */
export function toFilter(wish: ListWish) {
  const { status, result, kind, colour, sort } = wish;
  return {
    ...(status === null ? {} : { status }),
    ...(result === null ? {} : { result }),
    ...(kind === null ? {} : { kind }),
    ...(colour === null ? {} : { colour }),
    ...(sort === "newest" ? {} : { sort }),
  };
}

/** How many filters leave something out. */
export function countFilters({ status, result, kind, colour }: ListWish): number {
  return [status, result, kind, colour].filter((value) => value !== null).length;
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find((word) => word === text) ?? null;
}
