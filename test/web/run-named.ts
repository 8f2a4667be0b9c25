// A run as the API gives it, for tests of the page.
import type { Run } from "#src/protocol/session.ts";

export function runNamed(runId: string, changes: Partial<Run> = {}): Run {
  return {
    run_id: runId,
    session_id: "s",
    parent_run_id: null,
    subrun_of: null,
    name: null,
    path: null,
    status: "finished",
    command: { script: "/a.ts", args: [], cwd: "/" },
    started_at: "2026-11-30T10:00:00.000Z",
    ended_at: null,
    duration_ms: null,
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
    tokens: { input: 0, output: 0, cached: 0 },
    cost_usd: null,
    ...changes,
  };
}
