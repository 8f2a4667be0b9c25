import { describe, expect, test } from "vitest";
import type { Edge, Evidence, NodeSummary } from "#src/protocol/graph.ts";
import type { EditSide } from "#src/protocol/replay.ts";
import type { PreviewNode } from "#src/protocol/http-api.ts";
import { nodeKey } from "#src/runs/node-key.ts";
import { type PreviewedNode, type PreviewedRun, previewRerun } from "#src/runs/rerun-preview.ts";

const RUN = "r00000000001";

interface Picture {
  /** `n1 n2! t3 n4~n3 one/n1`: a call, a failed one, a tool of the program, a retry of n3, one in a subrun. */
  readonly nodes: string;
  /** `n1>n2 n1=n3 n1#n4`: data, mere control, and an id of the provider's state. */
  readonly edges: string;
  /** `n1:output`. */
  readonly edits: string;
}

function draw(picture: Picture, changes: Partial<PreviewedRun> = {}): PreviewedRun {
  const nodes = picture.nodes.split(" ").map(toNode);
  const failed = nodes.filter(({ summary }) => summary.status === "error");
  const unanswered = new Set(failed.map(({ runId, summary }) => nodeKey(runId, summary.id)));
  return {
    runId: RUN,
    nodes,
    edges: picture.edges === "" ? [] : picture.edges.split(" ").map(toEdge),
    edits: new Map(
      picture.edits === ""
        ? []
        : picture.edits.split(" ").map((edit) => {
            const [name = "", side] = edit.split(":");
            return [keyOf(name), side as EditSide];
          }),
    ),
    holds: () => false,
    isAnswered: (key) => !unanswered.has(key),
    anew: new Set(),
    isUnchanged: () => false,
    options: {},
    ...changes,
  };
}

/** The subrun's path is its id, too. */
function splitName(name: string): { readonly subrun: string | null; readonly id: string } {
  const [id = "", subrun = null] = name.split("/").toReversed();
  return { subrun, id };
}

function keyOf(name: string): string {
  const { subrun, id } = splitName(name);
  return nodeKey(subrun ?? RUN, id);
}

function nameOf({ subrun, node_id: id }: PreviewNode): string {
  return subrun === null ? id : `${subrun}/${id}`;
}

function toNode(text: string): PreviewedNode {
  const [name = "", retried] = text.split("~");
  const { subrun, id: called } = splitName(name);
  const id = called.replace("!", "").replace("t", "n");
  // Of the rest of a node nothing is looked at.
  const summary = {
    id,
    label: id,
    model: "gpt-4o",
    status: name.endsWith("!") ? "error" : "ok",
    inferred: called.startsWith("t"),
    retry_of: retried ?? null,
    tokens: { input: 10, output: 1, cached: 2 },
    cost_usd: 0.5,
    duration_ms: 100,
  } as NodeSummary;
  return { runId: subrun ?? RUN, subrun, summary };
}

const KINDS: Readonly<Record<string, Evidence["kind"]>> = { ">": "content", "#": "transcript" };

function toEdge(text: string): Edge {
  const [, source = "", kind, target = ""] = /^([\w/]+)([>=#])([\w/]+)$/.exec(text) ?? [];
  const evidence = {
    kind: KINDS[kind ?? ""] ?? "control",
    input_path: kind === "#" ? "previous_response_id" : "a",
    input_span: null,
    output_path: "b",
    output_span: null,
  };
  return { source: keyOf(source), target: keyOf(target), evidence: [evidence] };
}

/** `n2 direct n1`: the call, why, and through which. */
function told(run: PreviewedRun): string[] {
  return previewRerun(run).calls.map((call) =>
    [nameOf(call), call.effect, ...call.through.map(nameOf)].join(" "),
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
    {
      name: "an edit in a subrun reaches the calls of the program and of other subruns",
      nodes: "n1 one/n1 two/n1 two/n2 n2",
      edges: "one/n1>two/n1 two/n1>two/n2 one/n1>n2 two/n2>n2",
      edits: "one/n1:output",
      expected: [
        "one/n1 edited-output",
        "two/n1 direct one/n1",
        "two/n2 dependent two/n1",
        "n2 direct one/n1 two/n2",
      ],
    },
    {
      name: "a retry in a subrun stands for no failure elsewhere",
      nodes: "n1! one/n1! one/n2~n1",
      edges: "",
      edits: "",
      expected: ["n1 uncached"],
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
    const unchanged = { isUnchanged: ({ source }: Edge) => source === keyOf("n1") };
    expect(told(draw(chain, unchanged))).toEqual(["n1 edited-output"]);
  });

  test("by position every call has its answer; what has none goes out", () => {
    const position = { match: { mode: "position" as const, ignore: [] } };
    expect(told(draw(chain, { options: position }))).toEqual(["n1 edited-output"]);
    const edits = new Map<string, EditSide>();
    const all = ["n1 uncached", "n2 uncached", "n3 uncached"];
    expect(told(draw(chain, { edits, isAnswered: () => false }))).toEqual(all);
  });

  test("what depends on a call that is answered anew goes out, too", () => {
    const anew = new Set(["n1", "n2"].map(keyOf));
    const isAnswered = (key: string) => !anew.has(key);
    const reached = draw({ ...chain, edits: "" }, { anew, isAnswered });
    expect(told(reached)).toEqual(["n1 uncached", "n2 uncached", "n3 dependent n2"]);
    const edited = draw(chain, { anew, isAnswered });
    expect(told(edited)).toEqual(["n1 edited-output", "n2 direct n1", "n3 dependent n2"]);
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
