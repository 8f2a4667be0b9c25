// The rows of a program's tree: reads what is open, and remembers what that is. Runs in the browser.
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";
import { chainOf } from "./run-family.ts";
import { type TreeItem, callKey, runKey, treeItems } from "./tree-items.ts";
import { type TreeRow, treeRows } from "./tree-rows.ts";

interface Wish {
  /** The one that is shown, or a subrun of the program that is shown. */
  readonly run: Run;
  readonly runs: readonly Run[];
  /** The selected call of `run`. */
  readonly node: string | null;
}

export interface Tree {
  readonly rows: readonly TreeRow[];
  readonly setOpen: (key: string, isOpen: boolean) => void;
}

export function useTreeRows({ run, runs, node }: Wish): Tree {
  const client = useClient();
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [items] = useState(createItems);
  const chain = useMemo(() => chainOf(run, runs), [run, runs]);
  const root = chain[0] ?? run;
  const setOpen = (key: string, isOpen: boolean): void =>
    setOpened((before) => new Map(before).set(key, isOpen));

  const wanted = [root, ...runs.filter(({ run_id }) => opened.get(runKey(run_id)) === true)];
  const answers = useQueries({
    queries: wanted.map(({ run_id }) => queries.outline(client, run_id)),
  });
  const outlines = new Map(wanted.map((one, index) => [one.run_id, answers[index]]));
  const itemsOf = (one: Run): readonly TreeItem[] | string => {
    const answer = outlines.get(one.run_id);
    if (answer?.error) return answer.error.message;
    if (answer?.data === undefined) return "Loading…";
    const found = items(answer.data, runs);
    return found.length === 0 ? "It made no call." : found;
  };

  // What is chosen anywhere is shown here: what it is in is opened.
  const shown = outlines.get(run.run_id)?.data;
  const above = keysAbove(chain, shown === undefined ? [] : items(shown, runs), node);
  const wish = above.join("\n");
  useEffect(() => {
    const keys = wish.split("\n").filter((key) => key !== "");
    if (keys.length > 0) setOpened((before) => new Map([...before, ...keys.map(toOpen)]));
  }, [wish]);

  const isOpen = (item: TreeItem): boolean => opened.get(item.key) ?? item.kind === "call";
  return { rows: treeRows({ run: root, itemsOf, isOpen }), setOpen };
}

function toOpen(key: string): [string, boolean] {
  return [key, true];
}

/** The subruns and the repetition that hold a call. */
function keysAbove(
  chain: readonly Run[],
  items: readonly TreeItem[],
  node: string | null,
): string[] {
  const keys = chain.slice(1).map(({ run_id }) => runKey(run_id));
  if (node === null) return keys;
  const wanted = callKey(chain.at(-1)?.run_id ?? "", node);
  const path = pathTo(items, wanted);
  return [...keys, ...path];
}

function pathTo(items: readonly TreeItem[], key: string): string[] {
  for (const item of items) {
    if (item.kind === "run" || item.children.length === 0) continue;
    if (item.children.some((child) => child.key === key)) return [item.key];
    const inside = pathTo(item.children, key);
    if (inside.length > 0) return [item.key, ...inside];
  }
  return [];
}

/** The items of outlines, made once for each: rows are asked for at every change of what is open. */
function createItems(): (outline: RunOutline, runs: readonly Run[]) => readonly TreeItem[] {
  const known = new WeakMap<RunOutline, { runs: readonly Run[]; items: readonly TreeItem[] }>();
  return (outline, runs) => {
    const before = known.get(outline);
    if (before?.runs === runs) return before.items;
    const subruns = runs.filter(({ subrun_of }) => subrun_of === outline.run.run_id);
    const items = treeItems(outline, subruns);
    known.set(outline, { runs, items });
    return items;
  };
}
