// Makes a test of a recorded run: what its re-run would be answered from, and what it asked, free of
// this machine. Runs in the CLI.
import { readFileSync, rmSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { inParallel } from "#src/cli/in-parallel.ts";
import { subrunsInside } from "#src/protocol/presentation/session-runs.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import { AoError } from "#src/errors.ts";
import type { NodeSummary } from "#src/protocol/graph.ts";
import type { ReplayExport } from "#src/protocol/http-api.ts";
import type { ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";
import type { Run } from "#src/protocol/session.ts";
import type { FrozenRun, FrozenCall, TestReadings } from "#src/protocol/test-file.ts";
import { inFewestForms } from "#src/frozen/answer-in-file.ts";
import { neededKeys } from "#src/frozen/needed-keys.ts";
import { readProgramSource } from "#src/frozen/program-source.ts";
import { STANDARD_INPUT } from "#src/record/find-script.ts";
import { pathOf } from "#src/runs/read-call.ts";
import { shellCode } from "#src/record/signals.ts";
import {
  type ReplayLine,
  parseReadingsText,
  parseReplayText,
} from "#src/runs/replay/replay-lines.ts";

export interface FreezeOptions {
  readonly run: Run;
  /** All runs of its session. */
  readonly runs: readonly Run[];
  /** Where the file will be. */
  readonly file: string;
  /** The user's own kinds of call. */
  readonly calls: FrozenRun["head"]["calls"];
}

export interface Frozen {
  readonly test: FrozenRun;
  /** Calls that the test cannot answer, because they failed or were given up. */
  readonly unanswered: readonly NodeSummary[];
}

type FreezeApi = Pick<ApiClient, "exportReplay" | "outline" | "node">;

/** @throws AoError `conflict` or `bad_input` where the run is none that can be run again. */
export async function freeze(api: FreezeApi, options: FreezeOptions): Promise<Frozen> {
  const { run } = options;
  assertFreezable(run);
  const exported = await api.exportReplay(run.run_id, {
    // What was edited after it ran is not what it did.
    edits: (run.replay?.edits.length ?? 0) > 0,
    offline: true,
    ...(run.replay === null ? {} : { match: run.replay.match }),
  });
  try {
    const own = await ownCalls(api, options);
    const { head, lines } = parseReplayText(readFileSync(exported.file, "utf8"));
    const kept = keepOwn(lines, own);
    const runNames = createRunNames();
    const calls = await inParallel(kept, 8, (line) => toCall(api, line, own));
    return {
      test: {
        calls: calls.map(({ entry, ...call }) => ({ ...call, entry: named(entry, runNames) })),
        head: headOf(exported, options, {
          ...head,
          tool_results: head.tool_results.map((edit) => named(edit, runNames)),
          keys: keysOf(exported, options, kept),
        }),
        readings: readReadings(exported.readings_file),
      },
      unanswered: unansweredCalls(own, kept),
    };
  } finally {
    rmSync(exported.file, { force: true });
    if (exported.readings_file !== null) rmSync(exported.readings_file, { force: true });
  }
}

function assertFreezable(run: Run): void {
  const cannot = (code: "conflict" | "bad_input", why: string, hint?: string): AoError =>
    new AoError(code, `Cannot freeze run ${run.run_id}: ${why}`, { hint });
  if (run.status === "running") throw cannot("conflict", "it is still running");
  if (run.status === "interrupted") {
    throw cannot("conflict", "it was interrupted", "freeze a run that came to its end");
  }
  if (run.subrun_of !== null) {
    throw cannot(
      "bad_input",
      "it is a part of a program",
      `freeze the whole: run ${run.subrun_of}`,
    );
  }
  if (run.command.script === STANDARD_INPUT || run.command.script === "") {
    throw cannot("bad_input", "its program came on standard input", "record it from a file");
  }
}

interface OwnCall {
  readonly runId: string;
  readonly node: NodeSummary;
}

/** The intercepted calls of the run and its subruns. */
async function ownCalls(
  api: FreezeApi,
  { run, runs }: FreezeOptions,
): Promise<ReadonlyMap<string, OwnCall>> {
  const members = [run, ...subrunsInside(runs, run.run_id).map((inside) => inside.run)];
  const calls = new Map<string, OwnCall>();
  for (const { run_id: runId } of members) {
    for (const node of (await api.outline(runId)).nodes) {
      if (node.input_hash !== null) calls.set(`${runId} ${node.id}`, { runId, node });
    }
  }
  return calls;
}

/** The run's own; of other runs only what it asked and has no answer to of its own. */
function keepOwn(
  lines: readonly ReplayLine[],
  own: ReadonlyMap<string, OwnCall>,
): readonly ReplayLine[] {
  const isOwn = ({ entry }: ReplayLine): boolean =>
    own.has(`${entry.node.run_id} ${entry.node.node_id}`);
  const answered = new Set(lines.filter(isOwn).map(({ entry }) => placeOf(entry)));
  const asked = new Set([...own.values()].map(({ node }) => node.input_hash));
  return lines.filter(
    (line) => isOwn(line) || (asked.has(line.entry.hash) && !answered.has(placeOf(line.entry))),
  );
}

function placeOf({ hash, process, subrun }: ReplayEntry): string {
  return `${hash} ${process} ${subrun}`;
}

async function toCall(
  api: FreezeApi,
  { entry: { same: _same, at: _at, ...entry }, answer }: ReplayLine,
  own: ReadonlyMap<string, OwnCall>,
): Promise<FrozenCall> {
  const { run_id: runId, node_id: nodeId } = entry.node;
  const detail = await api.node(runId, nodeId);
  const request = detail.original?.side === "input" ? detail.original.value : detail.input;
  const label = own.get(`${runId} ${nodeId}`)?.node.label ?? detail.label;
  const path = pathOf(detail.url ?? "");
  const about = { call: `${nodeId} ${label}`, path, entry, request };
  return { ...about, ...inFewestForms(entry.operation, answer) };
}

/** Ids of runs are chance: a run that is recorded and frozen anew keeps the names. */
function createRunNames(): (runId: string) => string {
  const names = new Map<string, string>();
  return (runId) => {
    const name = names.get(runId) ?? `r${String(names.size + 1).padStart(11, "0")}`;
    names.set(runId, name);
    return name;
  };
}

function named<Item extends Pick<ReplayEntry, "node">>(
  item: Item,
  nameOf: (runId: string) => string,
): Item {
  return { ...item, node: { ...item.node, run_id: nameOf(item.node.run_id) } };
}

function headOf(
  exported: ReplayExport,
  { run, file, calls }: FreezeOptions,
  replay: ReplayHead & Pick<FrozenRun["head"], "keys">,
): FrozenRun["head"] {
  const folder = dirname(resolve(file));
  const portable = (path: string): string => (relative(folder, path) || ".").replaceAll(sep, "/");
  const { script, args, cwd } = run.command;
  return {
    ao_test: 1,
    command: {
      script: portable(script),
      args: args.map((argument) => withoutFolder(argument, folder)),
      cwd: portable(cwd),
    },
    exit_code: shellCode(run.exit_code, run.signal),
    seed: exported.seed,
    seed_variable: exported.environment_names.includes("AO_SEED") ? exported.seed : null,
    match: replay.match,
    keys: replay.keys,
    calls: [...calls],
    tool_results: replay.tool_results,
  };
}

function keysOf(
  { environment_names: names }: ReplayExport,
  { run }: FreezeOptions,
  lines: readonly ReplayLine[],
): string[] {
  const source = readProgramSource(run.command.script);
  const operations = lines.map(({ entry }) => entry.operation);
  return neededKeys({ names, args: run.command.args, source, operations });
}

/** Stands for the folder of the file in an argument that names something below it. */
export const FOLDER = "{test_dir}";

function withoutFolder(argument: string, folder: string): string {
  return argument.replaceAll(folder + sep, `${FOLDER}/`);
}

function readReadings(file: string | null): TestReadings[] {
  const lines = file === null ? [] : parseReadingsText(readFileSync(file, "utf8"));
  return lines.map(({ process, data }) => ({ readings: data, process }));
}

function unansweredCalls(
  own: ReadonlyMap<string, OwnCall>,
  kept: readonly ReplayLine[],
): NodeSummary[] {
  const hashes = new Set(kept.map(({ entry }) => entry.hash));
  const nodes = new Set(kept.map(({ entry }) => `${entry.node.run_id} ${entry.node.node_id}`));
  const retried = new Set(
    [...own.values()].map(({ runId, node }) => `${runId} ${node.retry_of ?? ""}`),
  );
  return [...own.entries()]
    .filter(([key, { node }]) => !nodes.has(key) && !retried.has(key) && node.status !== "ok")
    .filter(([, { node }]) => node.input_hash !== null && !hashes.has(node.input_hash))
    .map(([, { node }]) => node);
}
