// Reads all that an exported file holds of a session. Runs in the CLI.
import { inParallel } from "#src/cli/in-parallel.ts";
import type { FoundRun } from "#src/cli/session-api.ts";
import { subrunsInside } from "#src/protocol/presentation/session-runs.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import type { EditList } from "#src/protocol/edit.ts";
import type { ExportedRun, ExportedSession } from "#src/protocol/exported-session.ts";
import type { NodeDetail, NodeMessages, RunOutline } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { overviewOf } from "#src/runs/session-overview.ts";
import { VERSION } from "#src/version.ts";

/** Requests under way at a time. */
const PARALLEL = 8;

/** The run, its subruns and, with theirs, the run that it is a re-run of. */
export async function collectExport(api: ApiClient, found: FoundRun): Promise<ExportedSession> {
  const { session, run } = found;
  const top = rootOf(run, found.runs);
  const parent = found.runs.find(({ run_id }) => run_id === top.parent_run_id);
  const tops = parent === undefined ? [top] : [parent, top];
  const runs = tops.flatMap((one) => [
    one,
    ...subrunsInside(found.runs, one.run_id).map(({ run: inside }) => inside),
  ]);
  const details: ExportedRun[] = [];
  for (const one of runs) details.push(await collectRun(api, one));
  return {
    format: 1,
    ao_version: VERSION,
    exported_at: new Date().toISOString(),
    overview: overviewOf(session, runs.toReversed()),
    run_id: run.run_id,
    runs,
    details,
    diffs: parent === undefined ? [] : [await api.diff(parent.run_id, top.run_id)],
    attachments: await collectAttachments(api, details),
  };
}

function rootOf(run: Run, runs: readonly Run[]): Run {
  const holder = runs.find(({ run_id }) => run_id === run.subrun_of);
  return holder === undefined ? run : rootOf(holder, runs);
}

async function collectRun(api: ApiClient, { run_id: runId }: Run): Promise<ExportedRun> {
  const outline = await api.get<RunOutline>(`/runs/${runId}/nodes`);
  const nodes = await inParallel(outline.nodes, PARALLEL, async ({ id }) => ({
    detail: await api.get<NodeDetail>(`/runs/${runId}/nodes/${id}`),
    messages: await api.get<NodeMessages>(`/runs/${runId}/nodes/${id}/messages`),
  }));
  return {
    outline,
    nodes,
    edits: await api.get<EditList>(`/runs/${runId}/edits`),
    output: await api.output(runId),
    log: await api.runLog(runId),
  };
}

async function collectAttachments(
  api: ApiClient,
  details: readonly ExportedRun[],
): Promise<Record<string, string>> {
  const addresses: Record<string, string> = {};
  const files = details.flatMap(({ nodes }) => nodes.flatMap(({ detail }) => detail.attachments));
  for (const { sha256, media_type: type } of files) {
    if (addresses[sha256] !== undefined) continue;
    const parts: Uint8Array[] = [];
    for await (const part of await api.stream(`/attachments/${sha256}`)) parts.push(part);
    addresses[sha256] = `data:${type};base64,${Buffer.concat(parts).toString("base64")}`;
  }
  return addresses;
}
