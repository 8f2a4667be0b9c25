// The page's client over what an exported file holds: it can be looked at, and nothing can be changed.
// Runs in the browser.
import type { ExportedRun, ExportedSession } from "#src/protocol/exported-session.ts";
import { ApiError, type Client } from "./client.ts";

/** The client of a file. */
export function createStaticClient(exported: ExportedSession): Client {
  const { overview, runs, diffs } = exported;
  const byRun = new Map(exported.details.map((run) => [run.outline.run.run_id, run]));
  const detailOf = (runId: string): ExportedRun =>
    byRun.get(runId) ?? missing(`run "${runId}" is not in this file`);
  const nodeOf = (runId: string, nodeId: string): ExportedRun["nodes"][number] =>
    detailOf(runId).nodes.find(({ detail }) => detail.id === nodeId) ??
    missing(`call "${nodeId}" is not in this file`);

  return {
    writer: null,
    watch: ({ onState }) => {
      onState("live");
      return () => undefined;
    },
    attachmentAddress: (sha256) => exported.attachments[sha256] ?? "",
    listSessions: async () => ({ sessions: [overview], next_cursor: null }),
    findSession: async () => overview.session,
    listRuns: async () => runs,
    findRun: async (reference) =>
      runs.find(({ run_id }) => run_id.startsWith(reference)) ??
      missing(`run "${reference}" is not in this file`),
    readOutline: async (runId) => detailOf(runId).outline,
    readNode: async (runId, nodeId) => nodeOf(runId, nodeId).detail,
    readMessages: async (runId, nodeId) => nodeOf(runId, nodeId).messages,
    readDiff: async (a, b, control) =>
      diffs.find(
        (diff) =>
          diff.a.run_id === a && diff.b.run_id === b && (diff.control?.run_id ?? null) === control,
      ) ?? missing("this comparison is not in this file"),
    readOutput: async (runId) => detailOf(runId).output,
    // Whoever gets the file need not know what the program could see.
    readEnvironment: async (runId) => ({ run_id: runId, names: [] }),
    readLog: async (runId) => detailOf(runId).log,
    listEdits: async (runId) => detailOf(runId).edits,
  };
}

function missing(what: string): never {
  throw new ApiError({ code: "not_found", message: `Cannot show that: ${what}` });
}
