// Writes the recorded answers of a session to a file for a runner. Runs in the server.
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Directories } from "#src/config/directories.ts";
import { AoError, describeThrown } from "#src/errors.ts";
import type { CacheEntry } from "#src/protocol/cache-file.ts";
import type { CacheExport } from "#src/protocol/http-api.ts";
import { createId } from "#src/protocol/create-id.ts";
import { requireSession } from "#src/runs/session-actions.ts";
import { splitBody } from "#src/runs/stream-body.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { NodeRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

const PAGE = 500;
/** Runners read their file at the start; a week is beyond any that still needs one. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** See {@link RunService.exportCache}. The newest run wins for each nth identical request. */
export async function exportCache(
  store: StoreReader,
  directories: Pick<Directories, "runtime">,
  sessionId: string,
): Promise<CacheExport> {
  await requireSession(store, sessionId);
  const folder = join(directories.runtime, "cache");
  const file = join(folder, `${sessionId}-${createId()}.jsonl`);
  const taken = new Set<string>();
  const descriptor = createFile(folder, file);
  try {
    for (const { run } of await store.runs.listOf(sessionId)) {
      for await (const { node, occurrence } of answeredCalls(store, run.run_id)) {
        const key = `${node.summary.input_hash} ${occurrence}`;
        if (taken.has(key)) continue;
        taken.add(key);
        writeSync(descriptor, `${JSON.stringify(await toEntry(store, node, occurrence))}\n`);
      }
    }
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return { file, entries: taken.size };
}

/**
 * The calls of a run with an answer to give again. A retry stands for the call it repeats, so that a
 * program that needed three attempts finds its answer at the first.
 */
async function* answeredCalls(
  store: StoreReader,
  runId: string,
): AsyncGenerator<{ readonly node: NodeRecord; readonly occurrence: number }> {
  const requests = new Map<string, number>();
  /** Which of the identical requests a node was, for those that may be retried. */
  const failed = new Map<string, number>();
  for (let last = 0; ;) {
    const page = await store.nodes.page(runId, last, PAGE);
    for (const node of page) {
      last = node.number;
      const { id, input_hash: hash, retry_of: retried, status } = node.summary;
      if (hash === null) continue;
      const repeated = retried === null ? undefined : failed.get(retried);
      const occurrence = repeated ?? requests.get(hash) ?? 0;
      if (repeated === undefined) requests.set(hash, occurrence + 1);
      if (status !== "ok") failed.set(id, occurrence);
      if (isAnswer(node)) yield { node, occurrence };
    }
    if (page.length < PAGE) return;
    await yieldToEventLoop();
  }
}

function isAnswer(node: NodeRecord): boolean {
  const { status, http_status: httpStatus } = node.summary;
  return status === "ok" && (httpStatus ?? 200) < 400 && node.responseBody !== null;
}

async function toEntry(
  store: StoreReader,
  node: NodeRecord,
  occurrence: number,
): Promise<CacheEntry> {
  const bytes = await store.bodies.read(node.responseBody ?? 0);
  const arrivals = await store.nodes.arrivals(node.runId, node.number);
  return {
    input_hash: node.summary.input_hash ?? "",
    occurrence,
    node_id: node.summary.id,
    run_id: node.runId,
    // A call over standard input and output has none.
    status: node.summary.http_status ?? 200,
    content_type: node.responseType,
    parts: splitBody(bytes, arrivals),
  };
}

function createFile(folder: string, file: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeOld(folder);
    return openSync(file, "wx", 0o600);
  } catch (error) {
    throw new AoError("home_unusable", `Cannot write "${file}": ${describeThrown(error)}`, {
      hint: "check the permissions of the directory and the disk, or set AO_HOME",
      cause: error,
    });
  }
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // A run that ends deletes its own at any moment.
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && Date.now() - written > KEPT_MS) rmSync(path, { force: true });
  }
}
