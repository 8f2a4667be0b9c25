// The keys of the list of sessions: arrows, Home, End, Enter, Space, Delete. Runs in the browser.
import type { KeyboardEvent } from "react";
import { openRun } from "./run-row.tsx";
import { openSession } from "./session-row.tsx";
import type { Item } from "./use-sessions.ts";

export interface ListActions {
  readonly activate: (key: string) => void;
  readonly unfold: (sessionId: string, isOpen: boolean) => void;
  readonly tick: (sessionId: string, isRange: boolean) => void;
  readonly tickAll: () => void;
  /** False where nothing was ticked. */
  readonly untickAll: () => boolean;
  /** Those that are ticked; where none is, this one. */
  readonly remove: (sessionId: string) => void;
}

interface Context {
  readonly items: readonly Item[];
  readonly activeIndex: number;
  readonly focusRow: (index: number) => void;
  readonly actions: ListActions;
}

const PAGE = 10;

/** What it acts on, it keeps from the keyboard map of the page. */
export function moveByKey(event: KeyboardEvent, context: Context): void {
  if (event.altKey || event.defaultPrevented) return;
  const isHandled =
    event.ctrlKey || event.metaKey ? selectAll(event, context) : act(event, context);
  if (isHandled) event.preventDefault();
}

function selectAll({ key }: KeyboardEvent, { actions }: Context): boolean {
  if (key.toLowerCase() !== "a") return false;
  actions.tickAll();
  return true;
}

function act(event: KeyboardEvent, context: Context): boolean {
  const { items, activeIndex, focusRow, actions } = context;
  const target = targetOf(event.key, activeIndex, items.length);
  const item = items[activeIndex];
  if (item === undefined) return false;
  if (target !== null) {
    const next = items[target];
    if (event.shiftKey && next?.kind === "session") {
      if (item.kind === "session") actions.tick(item.key, true);
      actions.tick(next.key, true);
    }
    focusRow(target);
    return true;
  }
  switch (event.key) {
    case "Enter":
      return open(item);
    case " ":
      if (item.kind === "session") actions.tick(item.key, event.shiftKey);
      return true;
    case "ArrowRight":
      return unfold(context, item);
    case "ArrowLeft":
      return fold(context, item);
    case "Delete":
      if (item.kind === "session") actions.remove(item.key);
      return item.kind === "session";
    case "Escape":
      return actions.untickAll();
    default:
      return false;
  }
}

/** The row that a key leads to, from row `at` of `count`; null for a key that leads nowhere. */
export function targetOf(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + PAGE, last);
    case "PageUp":
      return Math.max(at - PAGE, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

function open(item: Item): boolean {
  if (item.kind === "session") openSession(item.key);
  if (item.kind === "run") openRun(item.member.run);
  return true;
}

/** Unfolds a session; one that is unfolded is left for its first run. */
function unfold({ actions, focusRow, activeIndex }: Context, item: Item): boolean {
  if (item.kind !== "session" || item.overview.runs < 2) return true;
  if (item.isOpen) focusRow(activeIndex + 1);
  else actions.unfold(item.key, true);
  return true;
}

/** Folds a session; a run is left for its session. */
function fold({ items, actions, focusRow, activeIndex }: Context, item: Item): boolean {
  if (item.kind === "session") actions.unfold(item.key, false);
  else focusRow(items.slice(0, activeIndex).findLastIndex(({ kind }) => kind === "session"));
  return true;
}
