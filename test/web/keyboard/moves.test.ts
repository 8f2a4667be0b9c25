import { describe, expect, test } from "vitest";
import type { Edge, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import { stepAlongEdge, stepInRuns, stepInTime } from "#src/web/keyboard/moves.ts";
import { runNamed } from "#test/web/run-named.ts";

/** `outline("n1 n2 n3", "n1>n2 n2>n3:control")`: calls in the order of time, and edges. */
function outline(calls: string, edges = ""): RunOutline {
  const nodes = calls.split(" ").map((id, index) => ({
    id,
    started_at: new Date(1_000 * index).toISOString(),
    // Nothing else of a call is looked at.
  })) as NodeSummary[];
  return {
    run: runNamed("r"),
    nodes,
    edges: edges.split(" ").filter(Boolean).map(toEdge),
  };
}

function toEdge(text: string): Edge {
  const [path = "", kind = "content"] = text.split(":");
  const [source = "", target = ""] = path.split(">");
  const nowhere = { input_path: "", input_span: null, output_path: "", output_span: null };
  return {
    source,
    target,
    evidence: [{ kind: kind as Edge["evidence"][number]["kind"], ...nowhere }],
  };
}

describe("stepInTime()", () => {
  const three = outline("n1 n3 n2");
  test.each<[string | null, 1 | -1, string | null]>([
    [null, 1, "n1"],
    [null, -1, "n2"],
    ["gone", 1, "n1"],
    ["n1", 1, "n3"],
    ["n3", 1, "n2"],
    ["n2", 1, null],
    ["n2", -1, "n3"],
    ["n1", -1, null],
  ])("from %j in direction %d is %j", (from, direction, to) => {
    expect(stepInTime(three, from, direction)).toBe(to);
  });
});

describe("stepAlongEdge()", () => {
  test("leads to the nearest source and the nearest consumer", () => {
    const run = outline("n1 n2 n3 n4 n5", "n1>n3 n2>n3 n3>n5 n3>n4");
    expect(stepAlongEdge(run, "n3", "source")).toBe("n2");
    expect(stepAlongEdge(run, "n3", "target")).toBe("n4");
    expect(stepAlongEdge(run, "n1", "source")).toBeNull();
  });

  test("takes control for a way only where there is no other", () => {
    const run = outline("n1 n2 n3", "n1>n3 n2>n3:control n1>n2:control");
    expect(stepAlongEdge(run, "n3", "source")).toBe("n1");
    expect(stepAlongEdge(run, "n2", "source")).toBe("n1");
  });
});

test("stepInRuns() stays among whole programs, or among the subruns of one run", () => {
  const [a, b, inside, other] = [
    runNamed("a"),
    runNamed("b"),
    runNamed("a/1", { subrun_of: "a" }),
    runNamed("a/2", { subrun_of: "a" }),
  ] as const;
  const runs = [a, inside, other, b];
  expect(stepInRuns(runs, a, 1)).toBe(b);
  expect(stepInRuns(runs, b, 1)).toBeNull();
  expect(stepInRuns(runs, inside, 1)).toBe(other);
  expect(stepInRuns(runs, inside, -1)).toBeNull();
});
