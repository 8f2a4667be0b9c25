// Replay files made by hand, as the server writes them.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplayAnswer, ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";
import { EXACT } from "#src/protocol/replay.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import { requestKey } from "#src/providers/request-key.ts";
import { continuedIds } from "#src/providers/state-ids.ts";
import { formatReplayLine } from "#src/runs/replay/replay-lines.ts";

/** A recorded call: what was asked, and its answer by the form it can be given in. */
export interface RecordedLine extends Partial<ReplayEntry> {
  readonly path?: string;
  readonly body: unknown;
  readonly answer?: ReplayAnswer | string | null;
}

export const RUN = "abcdefghjkmn";

export const HEAD: ReplayHead = {
  format: 1,
  match: EXACT,
  offline: false,
  pace: false,
  tool_results: [],
};

/** A JSON answer as it is served to one who wants no stream. */
export function plainAnswer(content: string): ReplayAnswer {
  const parts = [{ encoding: "utf8" as const, content }];
  return {
    status: 200,
    duration_ms: 5,
    forms: { plain: { content_type: "application/json", parts } },
  };
}

/** The path of a new file; its calls are n1, n2 … of one run. */
export function writeReplayFile(
  calls: readonly RecordedLine[],
  head: Partial<ReplayHead> = {},
): string {
  const path = join(mkdtempSync(join(tmpdir(), "ao-replay-")), "replay.jsonl");
  const full = { ...HEAD, ...head };
  const lines = calls.map((call, index) => toLine(call, index, full));
  writeFileSync(path, [JSON.stringify(full), ...lines, ""].join("\n"));
  return path;
}

function toLine(
  { path = "/v1/chat/completions", body, answer = null, ...given }: RecordedLine,
  index: number,
  { match }: ReplayHead,
): string {
  const { operation = "openai.chat" } = given;
  const entry: ReplayEntry = {
    key: requestKey(operation, path, body, match),
    hash: inputHash(operation, path, body),
    operation,
    process: "0",
    subrun: "",
    node: { run_id: RUN, node_id: `n${index + 1}` },
    continues: continuedIds(operation, body),
    brings: [],
    edited: null,
    answered: answer !== null,
    ...given,
  };
  const recorded = typeof answer === "string" ? plainAnswer(answer) : answer;
  return formatReplayLine({ entry, answer: recorded });
}
