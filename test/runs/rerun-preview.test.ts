import { describe, expect, test } from "vitest";
import type { Edge, Evidence, NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import { type PreviewedRun, previewRerun } from "#src/runs/rerun-preview.ts";

interface Picture {
  /** `n1 n2! t3 n4~n3`: a call, a failed one, a tool of the program, a retry of n3. */
  readonly nodes: string;
  /** `n1>n2 n1=n3 n1#n4`: data, mere control, and an id of the provider's state. */
  readonly edges: string;
  /** `n1:output`. */
  readonly edits: string;
}

function draw(picture: Picture, changes: Partial<PreviewedRun> = {}): PreviewedRun {
  return {
    runId: "r00000000001",
    nodes: picture.nodes.split(" ").map(toNode),
    edges: picture.edges === "" ? [] : picture.edges.split(" ").map(toEdge),
    edits: new Map(
      picture.edits === ""
        ? []
        : picture.edits.split(" ").map((edit) => edit.split(":") as [string, EditSide]),
    ),
    holds: () => false,
    isAnswered: ({ status }) => status === "ok",
    isUnchanged: () => false,
    options: {},
    ...changes,
  };
}

function toNode(text: string): NodeSummary {
  const [name = "", retried] = text.split("~");
  const id = name.replace("!", "").replace("t", "n");
  // Of the rest of a node nothing is looked at.
  return {
    id,
    label: id,
    model: "gpt-4o",
    status: name.endsWith("!") ? "error" : "ok",
    inferred: name.startsWith("t"),
    retry_of: retried ?? null,
    tokens: { input: 10, output: 1, cached: 2 },
    cost_usd: 0.5,
    duration_ms: 100,
  } as NodeSummary;
}

const KINDS: Readonly<Record<string, Evidence["kind"]>> = { ">": "content", "#": "transcript" };

function toEdge(text: string): Edge {
  const [, source = "", kind, target = ""] = /^(\w+)([>=#])(\w+)$/.exec(text) ?? [];
  const evidence = {
    kind: KINDS[kind ?? ""] ?? "control",
    input_path: kind === "#" ? "previous_response_id" : "a",
    input_span: null,
    output_path: "b",
    output_span: null,
  };
  return { source, target, evidence: [evidence] };
}

/** `n2 direct n1`: the call, why, and through which. */
function told(run: PreviewedRun): string[] {
  return previewRerun(run).calls.map(({ node_id: id, effect, through }) =>
    [id, effect, ...through].join(" "),
  );
}

describe("previewRerun()", () => {
  const cases: (Picture & { name: string; expected: string[] })[] = [
    {
      name: "an edited output reaches its readers directly, and what comes of them",
      nodes: "n1 n2 n3 n4",
      edges: "n1>n2 n2>n3",
      edits: "n1:output",
      expected: ["n1 edited-output", "n2 direct n1", "n3 dependent n2"],
    },
    {
      name: "an edited input goes out itself",
      nodes: "n1 n2 n3",
      edges: "n1>n2",
      edits: "n1:input",
      expected: ["n1 edited-input", "n2 dependent n1"],
    },
    {
      name: "an edit further down is not made where what is asked there changes",
      nodes: "n1 n2 n3 n4 n5",
      edges: "n1>n2 n2>n3 n4>n5",
      edits: "n1:input n2:output n4:output",
      expected: [
        "n1 edited-input",
        "n2 dependent n1",
        "n3 dependent n2",
        "n4 edited-output",
        "n5 direct n4",
      ],
    },
    {
      name: "tools of the program pass it on and are no calls",
      nodes: "n1 t2 n3",
      edges: "n1>n2 n2>n3",
      edits: "n1:output",
      expected: ["n1 edited-output", "n3 dependent n2"],
    },
    {
      name: "an edited tool result reaches its readers",
      nodes: "n1 t2 n3",
      edges: "n1>n2 n2>n3",
      edits: "n2:output",
      expected: ["n3 direct n2"],
    },
    {
      name: "what only came later is not reached",
      nodes: "n1 n2",
      edges: "n1=n2",
      edits: "n1:output",
      expected: ["n1 edited-output"],
    },
    {
      name: "what continues another answer by its id alone still asks the same",
      nodes: "n1 n2 n3 n4",
      edges: "n1#n2 n1#n3 n1>n3 n2>n4",
      edits: "n1:input",
      expected: ["n1 edited-input", "n3 dependent n1"],
    },
    {
      name: "a node may be read by one before it in the list",
      nodes: "n1 n2 n3",
      edges: "n3>n2 n1>n3",
      edits: "n1:output",
      expected: ["n1 edited-output", "n2 dependent n3", "n3 direct n1"],
    },
    {
      name: "a failed call has no answer, unless it was tried again",
      nodes: "n1! n2~n1 n3!",
      edges: "",
      edits: "",
      expected: ["n3 uncached"],
    },
  ];
  test.each(cases)("$name", ({ expected, ...picture }) => {
    expect(told(draw(picture))).toEqual(expected);
  });

  const chain: Picture = { nodes: "n1 n2 n3", edges: "n1>n2 n2>n3", edits: "n1:output" };

  test("an edit holds where its call is told by its place, whatever is asked there", () => {
    const set = { nodes: "n1 n2 n3 n4", edges: "n1>n2 n2>n3 n3>n4", edits: "n1:output n2:output" };
    const holds = { holds: () => true };
    const direct = ["n1 edited-output", "n2 edited-output", "n3 direct n2", "n4 dependent n3"];
    expect(told(draw(set, holds))).toEqual(direct);
    const sent = { ...set, edits: "n1:output n2:input" };
    const dependent = ["n1 edited-output", "n2 edited-input", "n3 dependent n2", "n4 dependent n3"];
    expect(told(draw(sent, holds))).toEqual(dependent);
  });

  test("readers of what the edit left alone are not reached", () => {
    const unchanged = { isUnchanged: ({ source }: Edge) => source === "n1" };
    expect(told(draw(chain, unchanged))).toEqual(["n1 edited-output"]);
  });

  test("by position every call has its answer; without the cache none has", () => {
    const position = { match: { mode: "position" as const, ignore: [] } };
    expect(told(draw(chain, { options: position }))).toEqual(["n1 edited-output"]);
    const edits = new Map<string, EditSide>();
    const all = ["n1 uncached", "n2 uncached", "n3 uncached"];
    expect(told(draw(chain, { edits, options: { cache: false } }))).toEqual(all);
  });

  test("sums up what goes out, not what is edited or served", () => {
    const preview = previewRerun(draw({ ...chain, nodes: "n1 n2 n3 n4" }));
    expect(preview).toMatchObject({ cached: 1, edited: 1, refused: 0 });
    expect(preview.live).toEqual({
      calls: 2,
      tokens: { input: 20, output: 2, cached: 4 },
      cost_usd: 1,
      duration_ms: 200,
    });
  });

  test("offline nothing goes out: what would is refused", () => {
    const offline = { options: { offline: true } };
    const preview = previewRerun(draw({ ...chain, nodes: "n1 n2 n3 n4" }, offline));
    expect(preview).toMatchObject({ cached: 1, edited: 1, refused: 2 });
    expect(preview.live).toMatchObject({ calls: 0, cost_usd: null, duration_ms: 0 });
  });
});
