// Writes what a run is answered from to a file for its runner (protocol/replay-file.ts). Runs in the
// server. Prompts are read only where the matching rule, or an edit, looks at them.
import { rmSync } from "node:fs";
import type { Directories } from "#src/config/directories.ts";
import type { ReplayExport } from "#src/protocol/http-api.ts";
import type { ReplayAnswer, ReplayEntry, ReplayHead } from "#src/protocol/replay-file.ts";
import {
  EXACT,
  type MatchRule,
  type ReplayInfo,
  type ReplayOptions,
} from "#src/protocol/replay.ts";
import { answerForms, bodyForms } from "#src/providers/answer-forms.ts";
import { asksForUsageChunk } from "#src/providers/openai/usage-chunk.ts";
import { broughtIds, continuedIds } from "#src/providers/state-ids.ts";
import { exportReadings } from "#src/runs/export-readings.ts";
import { requireRun } from "#src/runs/node-detail.ts";
import { callThatWentOut } from "#src/runs/replay/call-that-went-out.ts";
import { type EditsInForce, editsInForce } from "#src/runs/replay/edits-in-force.ts";
import { type PlannedEntry, planEntries } from "#src/runs/replay/replay-entries.ts";
import { askedBodyOf, askedValue } from "#src/runs/recorded-body.ts";
import { createReplayFile } from "#src/runs/replay/replay-folder.ts";
import { formatReplayLine } from "#src/runs/replay/replay-lines.ts";
import { type RunFamily, runFamilies, runsWithin } from "#src/runs/replay/run-family.ts";
import { requireSession } from "#src/runs/session-actions.ts";
import { yieldToEventLoop } from "#src/runs/yield-to-event-loop.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** Others get their turn after this many entries. */
const TURN = 100;

/** See {@link RunService.exportReplay}. */
export async function exportReplay(
  store: StoreReader,
  directories: Pick<Directories, "runtime" | "spool">,
  request: { readonly runId: string; readonly options: ReplayOptions },
): Promise<ReplayExport> {
  const { runId, options } = request;
  const rule = options.match ?? EXACT;
  const { run } = await requireRun(store, runId);
  const families = runFamilies(await store.runs.listOf(run.session_id), runId);
  const top = families[0]?.top ?? (await requireRun(store, runId));
  const edits = options.edits === false ? new Map() : await editsOf(store, families[0], runId);
  const cache = options.cache ?? true;
  const entries = await planEntries({ store, rule, families, runId, edits, cache });
  const file = await writeFile(store, directories, { runId, rule, options, edits, entries });
  return {
    file,
    readings_file: await readingsFile(store, top, { file, options }),
    entries: entries.length,
    session: await requireSession(store, run.session_id),
    run: top.run,
    seed: top.run.seed,
    environment_names: [...top.environmentNames],
    edited_calls: entries.flatMap(({ node, edit }) =>
      edit === null ? [] : { run_id: node.runId, node_id: node.summary.id },
    ),
    offline: options.offline ?? false,
    replay: replayInfo(top, { rule, edits }),
  };
}

/** What the recorded program read from its clocks, beside the file of its answers. */
async function readingsFile(
  store: StoreReader,
  top: RunRecord,
  { file, options }: { readonly file: string; readonly options: ReplayOptions },
): Promise<string | null> {
  if (options.clock === false) return null;
  const path = file.replace(/\.jsonl$/, ".readings");
  try {
    return (await exportReadings(store, top.run.run_id, path)) ? path : null;
  } catch (error) {
    // Nobody will be told of it.
    rmSync(file, { force: true });
    throw error;
  }
}

type EditsByRun = ReadonlyMap<string, EditsInForce>;

/** Of a subrun that is run again alone, its own; the rest of the program is as it was. */
async function editsOf(
  store: StoreReader,
  family: RunFamily | undefined,
  runId: string,
): Promise<EditsByRun> {
  const edits = new Map<string, EditsInForce>();
  for (const id of runsWithin(family?.members ?? [], runId)) {
    edits.set(id, await editsInForce(store, id));
  }
  return edits;
}

function replayInfo(
  top: RunRecord,
  { rule, edits }: { readonly rule: MatchRule; readonly edits: EditsByRun },
): ReplayInfo {
  const list: ReplayInfo["edits"] = [];
  for (const { calls, toolResults } of edits.values()) {
    for (const { node, side } of calls.values()) list.push({ node_id: node.summary.id, side });
    for (const { node } of toolResults) list.push({ node_id: node.node_id, side: "output" });
  }
  return { run_id: top.run.run_id, match: rule, edits: list };
}

async function writeFile(
  store: StoreReader,
  directories: Pick<Directories, "runtime" | "spool">,
  content: {
    readonly runId: string;
    readonly rule: MatchRule;
    readonly options: ReplayOptions;
    readonly edits: EditsByRun;
    readonly entries: readonly PlannedEntry[];
  },
): Promise<string> {
  const writer = createReplayFile(directories, content.runId);
  try {
    const tools = [...content.edits.values()].flatMap(({ toolResults }) => [...toolResults]);
    writer.line(JSON.stringify(headOf(content, tools)));
    for (const [index, entry] of content.entries.entries()) {
      writer.line(await lineOf(store, entry, content.options));
      if (index % TURN === TURN - 1) await yieldToEventLoop();
    }
    writer.close();
    return writer.file;
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function headOf(
  { rule, options }: { readonly rule: MatchRule; readonly options: ReplayOptions },
  tools: ReplayHead["tool_results"],
): ReplayHead {
  return {
    format: 1,
    match: rule,
    ...(options.cache === false ? { cache: false } : {}),
    offline: options.offline ?? false,
    pace: options.pace ?? false,
    tool_results: tools,
  };
}

async function lineOf(
  store: StoreReader,
  planned: PlannedEntry,
  { pace = false }: ReplayOptions,
): Promise<string> {
  const { node, edit } = planned;
  const send = edit?.side === "input" ? JSON.stringify(edit.body) : undefined;
  // Only one that is to be as slow as it was has to know how slow that was.
  const timed = pace && send === undefined ? await callThatWentOut(store, node) : node;
  const answer = send === undefined ? await answerOf(store, planned, timed) : null;
  const entry: ReplayEntry = {
    key: planned.key,
    hash: planned.hash,
    operation: node.operation ?? "",
    process: planned.process,
    subrun: planned.subrun,
    ...(planned.at === null ? {} : { at: planned.at }),
    node: { run_id: node.runId, node_id: node.summary.id },
    continues: await continuesOf(store, node),
    brings: answer === null ? [] : broughtIds(node.operation ?? "", textOf(answer)),
    edited: edit?.side ?? null,
    ...(send === undefined ? {} : { send }),
    answered: answer !== null,
    ...(answer === null ? {} : await sameRequest(store, planned)),
  };
  return formatReplayLine({ entry, answer });
}

/** A call of another kind than most needs more than a copy of the recorded one's node. */
async function sameRequest(
  store: StoreReader,
  { node, edit, hash }: PlannedEntry,
): Promise<Pick<ReplayEntry, "same">> {
  const { requestBody, askedBody, operation, summary } = node;
  const isPlain = edit === null && askedBody === null && summary.input_hash === hash;
  if (!isPlain || requestBody === null || summary.url === null || summary.streamed) return {};
  // Their answers are made to fit, or their labels come from the settings.
  if (/^(?:mcp|configured)\./.test(operation ?? "")) return {};
  return { same: { url: summary.url, body: await store.bodies.hash(requestBody) } };
}

/** Operations whose requests can name an earlier answer in the place of its text. */
const CONTINUING = /^(?:openai\.responses|anthropic\.messages|bedrock\.)/;
/** Most do not: found faster than by parsing a prompt. */
const NAMES_STATE =
  /"(?:previous_response_id|conversation|previous_message_id|container|item_reference)"/;

async function continuesOf(store: StoreReader, node: NodeRecord): Promise<string[]> {
  const body = askedBodyOf(node);
  if (body === null || !CONTINUING.test(node.operation ?? "")) return [];
  const text = Buffer.from(await store.bodies.read(body)).toString("latin1");
  if (!NAMES_STATE.test(text)) return [];
  return continuedIds(node.operation ?? "", await askedValue(store, node));
}

/** An answer on the wire, in the form it was recorded in or, of an edit, unstreamed. */
function textOf({ forms }: ReplayAnswer): string {
  const [body] = Object.values(forms);
  return body === undefined ? "" : body.parts.map((part) => part.content).join("");
}

/** The answer of an entry, which comes as that of `timed` came. */
async function answerOf(
  store: StoreReader,
  { node, edit }: PlannedEntry,
  timed: NodeRecord,
): Promise<ReplayAnswer> {
  const operation = node.operation ?? "";
  // A call over standard input and output has none.
  const status = node.summary.http_status ?? 200;
  const forms =
    edit === null
      ? answerForms(operation, { status, ...(await recordedAnswer(store, node, timed)) })
      : bodyForms(operation, edit.body, node.responseType);
  // An edit is an answer, also where there was an error.
  const shown = edit === null || status < 400 ? status : 200;
  return { status: shown, duration_ms: timed.summary.duration_ms, forms };
}

async function recordedAnswer(store: StoreReader, node: NodeRecord, timed: NodeRecord) {
  const bytes = await store.bodies.read(node.responseBody ?? 0);
  const contentType = node.responseType;
  if (!node.summary.streamed) return { bytes, contentType };
  const arrivals = await store.nodes.arrivals(timed.runId, timed.number);
  if (node.operation !== "openai.chat") return { bytes, contentType, arrivals };
  // Some services count tokens unasked: the bytes do not tell what the program asked for.
  const request = await store.bodies.read(askedBodyOf(node) ?? 0);
  const wanted = asksForUsageChunk(request) ? "stream+usage" : "stream";
  return { bytes, contentType, arrivals, wanted };
}
