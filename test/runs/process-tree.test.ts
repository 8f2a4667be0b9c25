import { describe, expect, test } from "vitest";
import { processesOf } from "#src/runs/process-tree.ts";

/** `pid parent group`, one process each. */
function processes(...lines: string[]) {
  return lines.map((line) => {
    const [pid = 0, parent = 0, group = 0] = line.split(" ").map(Number);
    return { pid, parent, group };
  });
}

describe("processesOf()", () => {
  const cases: { name: string; all: string[]; found: number[] }[] = [
    {
      name: "children and what they started, in whatever group they are",
      all: ["1 0 1", "5 1 5", "10 5 5", "11 10 5", "12 11 12", "20 5 5"],
      found: [11, 12],
    },
    {
      name: "no neighbour of a pipeline, though it shares the group",
      all: ["1 0 1", "5 1 5", "10 5 10", "11 10 10", "12 5 10", "13 12 10"],
      found: [11],
    },
    {
      name: "orphans of a group of its own, and their children",
      all: ["1 0 1", "5 1 5", "10 5 10", "11 1 10", "12 11 10"],
      found: [11, 12],
    },
    {
      name: "no orphans of a group that it only is in",
      all: ["1 0 1", "5 1 5", "10 5 5", "11 1 5"],
      found: [],
    },
    {
      name: "nothing where it is gone",
      all: ["1 0 1", "11 1 10"],
      found: [],
    },
    {
      name: "no end of a circle of numbers that were used again",
      all: ["10 5 10", "20 21 20", "21 20 20"],
      found: [],
    },
  ];
  test.each(cases)("$name", ({ all, found }) => {
    expect(processesOf(10, processes(...all))).toEqual(found);
  });
});
