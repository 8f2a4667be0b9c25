import { describe, expect, test } from "vitest";
import type { Edge } from "#src/protocol/graph.ts";
import { findCorridors } from "#src/web/graph/corridors.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Item } from "#src/web/graph/item.ts";
import { type Corners, boundsOf, layoutItems } from "#src/web/graph/layout.ts";
import { rowsOf } from "#src/web/graph/rows.ts";
import { startViewport } from "#src/web/graph/start-viewport.ts";

/** `id start–end`; without an end it goes on. */
function items(text: string): Item[] {
  return text.split(", ").map((part) => {
    const [id = "", start = 0, end = Number.NaN] = part
      .split(/[ –]/)
      .map((word, index) => (index === 0 ? word : Number(word))) as [string, number, number?];
    return {
      id,
      started_at: new Date(start * 1000).toISOString(),
      duration_ms: Number.isNaN(end) ? null : (end - start) * 1000,
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
    };
  });
}

/** `a>b a>c`. */
function edges(text: string): Edge[] {
  return text.split(" ").map((pair) => {
    const [source = "", target = ""] = pair.split(">");
    return { source, target, evidence: [] };
  });
}

const NONE: Corners = new Map();

test.each([
  ["one after the other", "a 0–1, b 1–2, c 2–3", "a>b", [0, 1, 2]],
  ["at the same time", "a 0–9, b 1–9, c 2–9", "", [0, 0, 0]],
  ["after the first of those has ended", "a 0–2, b 1–9, c 3–4", "", [0, 0, 1]],
  ["still going on", "a 0, b 1, c 2", "", [0, 0, 0]],
  ["what came from one of its row stands below it", "a 0–9, b 1–9", "a>b", [0, 1]],
  ["whose starts are cut to milliseconds", "a 0–0.0247, b 0.024–0.03, c 0.03–0.04", "", [0, 1, 2]],
  ["that are over at once, begun in one moment", "a 0–0.0004, b 0–0.0004", "", [0, 0]],
])("rows of calls %s", (_, calls, between, rows) => {
  const found = rowsOf(items(calls), between === "" ? [] : edges(between));
  expect([...found.values()]).toEqual(rows);
});

test("a row of many goes on in the next", () => {
  const many = items(Array.from({ length: 20 }, (_, index) => `n${index} ${index}–99`).join(", "));
  expect(Math.max(...rowsOf(many, []).values())).toBe(2);
});

/** A run of `count` calls, each taking from one to three of those before it. */
function randomRun(count: number, seed: number) {
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >>> 12) % below;
  };
  const calls: string[] = [];
  const between: string[] = [];
  for (let index = 0, time = 0; index < count; index++) {
    if (random(3) > 0) time += 10;
    calls.push(`n${index} ${time}–${time + 5 + random(20)}`);
    const sources = index > 5 ? random(4) : 0;
    for (let source = 0; source < sources; source++) {
      between.push(`n${random(index - 5)}>n${index}`);
    }
  }
  return { all: items(calls.join(", ")), between: edges([...new Set(between)].join(" ")) };
}

describe.each([1, 2, 3, 4, 5])("a run of seed %i", (seed) => {
  const { all, between } = randomRun(90, seed);

  test("no card lies on another, and none above one that it came from", () => {
    const corners = layoutItems(all, between, NONE);
    expect(corners.size).toBe(all.length);
    expect(between.length).toBeGreaterThan(40);
    expect(overlaps(corners)).toEqual([]);
    for (const { source, target } of between) {
      expect(corners.get(target)?.y).toBeGreaterThan(corners.get(source)?.y ?? Infinity);
    }
  });

  test("calls that come later move none of those that are there", () => {
    let corners = NONE;
    for (let count = 10; count <= all.length; count += 8) {
      const known = new Set(all.slice(0, count).map(({ id }) => id));
      const there = between.filter(({ source, target }) => known.has(source) && known.has(target));
      const next = layoutItems(all.slice(0, count), there, corners);
      for (const [id, corner] of corners) expect(next.get(id)).toEqual(corner);
      expect(overlaps(next)).toEqual([]);
      corners = next;
    }
  });

  test("no edge runs through a card that it only passes", () => {
    const corners = layoutItems(all, between, NONE);
    const corridors = findCorridors(between, all, corners);
    for (const { source, target } of between) {
      const x = corridors.get(`${source} ${target}`);
      if (x === undefined) continue;
      const [from, to] = [corners.get(source), corners.get(target)];
      for (const { x: left, row } of corners.values()) {
        const isBetween = row > (from?.row ?? 0) && row < (to?.row ?? 0);
        expect(isBetween && x > left && x < left + CARD_WIDTH).toBe(false);
      }
    }
  });
});

/** Ids of a row, from the left. */
function rowFromLeft(corners: Corners, row: number): string[] {
  const found = [...corners].filter(([, corner]) => corner.row === row);
  return found.toSorted(([, a], [, b]) => a.x - b.x).map(([id]) => id);
}

test.each([
  ["of one call", "a 0–1, b 1–9, c 1–9, d 1–9, e 1–9", "a>b a>c a>d a>e"],
  ["of none", "a 0–1, b 1–9, c 1–9, d 1–9, e 1–9", ""],
  [
    "of one, and into one",
    "a 0–1, b 1–9, c 1–9, d 1–9, e 1–9, f 9–10",
    "a>b a>c a>d a>e b>f c>f d>f e>f",
  ],
])("what runs at the same time stands in the order of time: %s", (_, calls, between) => {
  const all = items(calls);
  const drawn = between === "" ? [] : edges(between);
  expect(rowFromLeft(layoutItems(all, drawn, NONE), 1)).toEqual(["b", "c", "d", "e"]);
  const first = layoutItems(all.slice(0, 1), [], NONE);
  expect(rowFromLeft(layoutItems(all, drawn, first), 1)).toEqual(["b", "c", "d", "e"]);
});

test("the order of time gives way where edges would cross", () => {
  const all = items("a 0–1, b 0–1, c 1–2, d 1–2");
  const corners = layoutItems(all, edges("a>d b>c"), NONE);
  expect([rowFromLeft(corners, 0), rowFromLeft(corners, 1)]).toSatisfy(
    ([above, below]) => (above[0] === "a") === (below[0] === "d"),
  );
});

test("a picture that can be read whole is shown whole, else its beginning", () => {
  const small = items("a 0–1, b 1–2");
  const room = { width: 800, height: 600 };
  const whole = startViewport(small, layoutItems(small, [], NONE), room);
  expect(whole.zoom).toBe(1);
  const { all, between } = randomRun(90, 7);
  const corners = layoutItems(all, between, NONE);
  const { y, zoom } = startViewport(all, corners, room);
  expect(zoom).toBeGreaterThanOrEqual(0.6);
  expect(y).toBe(28 - boundsOf(all, corners).y * zoom);
});

function overlaps(corners: Corners): string[] {
  const placed = [...corners];
  return placed.flatMap(([id, one], index) =>
    placed
      .slice(index + 1)
      .filter(
        ([, other]) =>
          Math.abs(one.x - other.x) < CARD_WIDTH && Math.abs(one.y - other.y) < CARD_HEIGHT,
      )
      .map(([other]) => `${id} ${other}`),
  );
}
