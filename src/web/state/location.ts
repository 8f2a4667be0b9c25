// What is shown is in the address: back, forward, reload and a copied address show the same. Runs in
// the browser.
import { useSyncExternalStore } from "react";

export type View = "graph" | "tree" | "timeline" | "messages";
export type Tab = "input" | "output" | "cache" | "code" | "raw";
export type Screen = "run" | "compare" | "information" | "server" | "settings";

/** Null stands for what is not chosen. */
export interface Place {
  readonly session: string | null;
  readonly run: string | null;
  readonly node: string | null;
  readonly view: View;
  readonly tab: Tab;
  readonly screen: Screen;
  /** The other run of a comparison. */
  readonly other: string | null;
  /** Of a comparison, only what differs. */
  readonly only: "differences" | null;
  /** A comparison as a list, or as a picture of both runs. */
  readonly as: "picture" | null;
  /** A text that is marked: `input messages[1].content 10 24`. */
  readonly mark: string | null;
  /** What is searched for among the sessions. */
  readonly search: string | null;
  /** Filters and order of the list of sessions, as `sessions/list-wish.ts` writes them. */
  readonly list: string | null;
}

export const VIEWS: readonly View[] = ["graph", "tree", "timeline", "messages"];
export const TABS: readonly Tab[] = ["input", "output", "cache", "code", "raw"];
const SCREENS: readonly Screen[] = ["run", "compare", "information", "server", "settings"];
const CHANGED = "ao-place";

/** A file's address has no query that a page may change; its place stands behind a `#`. */
const isFile = location.protocol === "file:";
let current = readPlace(addressedPlace());

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, getPlace);
}

export function getPlace(): Place {
  return current;
}

/** Goes there; what is not named stays, but what belongs to another run or node does not. */
export function goTo(change: Partial<Place>, { replace = false } = {}): void {
  const next = { ...withoutOthers(change), ...change };
  const address = addressOf(change);
  if (writePlace(next) === writePlace(current)) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  current = next;
  window.dispatchEvent(new Event(CHANGED));
}

/** Names the run that is shown, where the address leaves it open: a newer run does not take its place. */
export function stayWithRun(run: string): void {
  if (current.run !== null) return;
  const { node, mark, other } = current;
  goTo({ run, node, mark, other }, { replace: true });
}

/** The address of a place, for links that can be opened elsewhere. */
export function addressOf(change: Partial<Place>): string {
  const place = writePlace({ ...withoutOthers(change), ...change });
  return isFile ? `${place === "" ? "#" : place.replace("?", "#")}` : `/${place}`;
}

function withoutOthers(change: Partial<Place>): Place {
  const { session, run, node } = current;
  const isOtherSession = change.session !== undefined && change.session !== session;
  const isOtherRun = isOtherSession || (change.run !== undefined && change.run !== run);
  const isOtherNode = isOtherRun || (change.node !== undefined && change.node !== node);
  return {
    ...current,
    ...(isOtherSession ? { run: null } : {}),
    ...(isOtherRun ? { node: null, other: null } : {}),
    ...(isOtherNode ? { mark: null } : {}),
  };
}

/** Reads an address's query; what it does not know is as at first. */
export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  return {
    session: query.get("session"),
    run: query.get("run"),
    node: query.get("node"),
    view: oneOf(VIEWS, query.get("view")) ?? "graph",
    tab: oneOf(TABS, query.get("tab")) ?? "input",
    screen: oneOf(SCREENS, query.get("screen")) ?? "run",
    other: query.get("other"),
    only: oneOf(["differences"], query.get("only")),
    as: oneOf(["picture"], query.get("as")),
    mark: query.get("mark"),
    search: query.get("search"),
    list: query.get("list"),
  };
}

export function writePlace(place: Place): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(place) as [string, string | null][]) {
    if (value === null || DEFAULTS[key] === value) continue;
    query.set(key, value);
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

const DEFAULTS: Readonly<Record<string, string>> = { view: "graph", tab: "input", screen: "run" };

function oneOf<const Word extends string>(
  words: readonly Word[],
  text: string | null,
): Word | null {
  return words.find((word) => word === text) ?? null;
}

function addressedPlace(): string {
  return isFile ? location.hash.slice(1) : location.search;
}

function subscribe(onChange: () => void): () => void {
  const onPop = (): void => {
    current = readPlace(addressedPlace());
    onChange();
  };
  window.addEventListener("popstate", onPop);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener("popstate", onPop);
    window.removeEventListener(CHANGED, onChange);
  };
}
