// Outlines of runs for tests of what is drawn from them: few words for what a test is about,
// plausible values for the rest.
import type { Edge, Evidence, NodeSummary } from "#src/protocol/graph.ts";
import type { RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";

export const NOW = new Date("2026-11-20T10:00:00.000Z");
const STARTED = NOW.getTime() - 100_000;

export type NodeFields = Partial<NodeSummary> & {
  /** Tenths of a second after the run's start; the node's number unless told. */
  readonly at?: number;
};

/** An LLM call `n<number>`. */
export function llm(number: number, { at = number, ...fields }: NodeFields = {}): NodeSummary {
  return {
    id: `n${number}`,
    kind: "llm",
    label: `step ${number}`,
    provider: "openai",
    model: "gpt-4o-mini",
    status: "ok",
    source: "live",
    reason: "",
    started_at: new Date(STARTED + at * 100).toISOString(),
    duration_ms: 420,
    first_byte_ms: null,
    tokens: { input: 812, output: 14, cached: 0 },
    cost_usd: 0.00013,
    location: null,
    error: null,
    edited: null,
    taken_back: null,
    served_from: null,
    miss: null,
    input_hash: null,
    occurrence: 0,
    retry_of: null,
    streamed: false,
    url: null,
    http_status: 200,
    inferred: false,
    attachments: [],
    preview: `Answer of step ${number}`,
    ...fields,
  };
}

/** A tool call as it is inferred from the messages around it. */
export function tool(number: number, fields: NodeFields = {}): NodeSummary {
  const own = { label: "get_weather", model: null, tokens: null, cost_usd: null, inferred: true };
  return llm(number, { kind: "tool", ...own, preview: '{"celsius":21}', ...fields });
}

/** An edge `n1` → `n2` with these kinds of evidence. */
export function edge(source: number, target: number, ...kinds: Evidence["kind"][]): Edge {
  const evidence = (kinds.length === 0 ? (["content"] as const) : kinds).map((kind) => ({
    kind,
    input_path: "messages[0].content",
    input_span: null,
    output_path: "choices[0].message.content",
    output_span: null,
  }));
  return { source: `n${source}`, target: `n${target}`, evidence };
}

export function run(fields: Partial<Run> = {}): Run {
  return {
    run_id: "abcdefghjkmn",
    session_id: "k3xh2p9fm4wz",
    parent_run_id: null,
    subrun_of: null,
    name: null,
    path: null,
    status: "finished",
    command: { script: "agent.ts", args: ["--fast", "two words"], cwd: "/" },
    started_at: new Date(STARTED).toISOString(),
    ended_at: null,
    duration_ms: 4200,
    exit_code: 0,
    signal: null,
    error: null,
    version: null,
    seed: null,
    replay: null,
    edits: 0,
    label: null,
    note: null,
    result: null,
    colour: null,
    nodes: 0,
    edges: 0,
    tokens: { input: 12_400, output: 840, cached: 8000 },
    cost_usd: 0.0312,
    ...fields,
  };
}

export function outline(
  nodes: readonly NodeSummary[],
  edges: readonly Edge[],
  fields: Partial<Run> = {},
): RunOutline {
  return {
    run: run({ nodes: nodes.length, edges: edges.length, ...fields }),
    nodes: [...nodes],
    edges: [...edges],
  };
}
