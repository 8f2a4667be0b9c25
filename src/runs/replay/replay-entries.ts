// Which recorded calls a run is answered from, and in which order: its own first, then those of the
// session's other runs for what it lacks. Runs in the server; reads no answers.
import type { AskedAt } from "#src/protocol/replay-file.ts";
import { EXACT, type MatchRule } from "#src/protocol/replay.ts";
import type { EditsInForce, CallEdit } from "#src/runs/replay/edits-in-force.ts";
import { askedAt, canBeFound } from "#src/runs/replay/asked-at.ts";
import { erasedOrigins } from "#src/runs/replay/erased-origins.ts";
import { askedValue, requestValue } from "#src/runs/recorded-body.ts";
import { type RecordedCall, keyOfBody, recordedCalls } from "#src/runs/replay/recorded-calls.ts";
import { type RunFamily, runsWithin } from "#src/runs/replay/run-family.ts";
import type { NodeRecord, RunRecord } from "#src/store/records.ts";
import type { StoreReader } from "#src/store/store.ts";

/** One line of the file that is to be. */
export interface PlannedEntry {
  readonly node: NodeRecord;
  /** Which of the program's processes asked. */
  readonly process: string;
  readonly subrun: string;
  readonly key: string;
  /** The key under the exact rule. */
  readonly hash: string;
  readonly occurrence: number;
  /** Null for calls of other runs, and where no edit can be found by it. */
  readonly at: AskedAt | null;
  /** What takes the place of the recorded answer, or of the request. */
  readonly edit: CallEdit | null;
}

export interface ReplayPlan {
  readonly store: StoreReader;
  readonly rule: MatchRule;
  /** The run that is run again comes first. */
  readonly families: readonly RunFamily[];
  readonly runId: string;
  /** By run. */
  readonly edits: ReadonlyMap<string, EditsInForce>;
  /** False: only edits are served; of a subrun that is run again alone, only its own calls go out. */
  readonly cache: boolean;
}

/** The entries in the order of the file. */
export async function planEntries(plan: ReplayPlan): Promise<PlannedEntry[]> {
  const entries: PlannedEntry[] = [];
  const taken = new Set<string>();
  const isErased = await erasedOrigins(plan.store, plan.families);
  const [own, ...others] = plan.families;
  for (const family of own === undefined ? [] : [own, ...others]) {
    const isOwn = family === own;
    if (!isOwn && !plan.cache) break;
    for (const record of family.members) {
      if (!isOwn && (await hasCopiesAlone(plan, record))) continue;
      for await (const call of recordedCalls(plan.store, record, plan.rule)) {
        const isGone = record.cacheErased || isErased(call.node);
        const found = await entriesOf(plan, call, { isOwn, isGone, record });
        for (const entry of found) {
          const slot = slotOf(entry);
          if (taken.has(slot)) continue;
          taken.add(slot);
          entries.push(entry);
        }
      }
    }
  }
  return inOrderOfOccurrence(entries);
}

interface Circumstances {
  readonly isOwn: boolean;
  /** Its answer must not be served any more. */
  readonly isGone: boolean;
  readonly record: RunRecord;
}

async function entriesOf(
  plan: ReplayPlan,
  call: RecordedCall,
  { isOwn, isGone, record }: Circumstances,
): Promise<PlannedEntry[]> {
  const { node, subrun, key, hash, occurrence } = call;
  const edits = isOwn ? plan.edits.get(record.run.run_id) : undefined;
  const edit = edits?.calls.get(node.summary.id);
  const { process } = node;
  // Edits are found by it: a run without any does without.
  const at = (edits?.calls.size ?? 0) === 0 ? null : askedAt(call);
  const asked = { node, process, subrun, key, hash, occurrence, at };
  const entries: PlannedEntry[] = [];
  if (edit !== undefined) {
    const isFound = await canBeFound(plan.store, node);
    entries.push({ ...asked, at: isFound ? at : null, edit });
  }
  if (isGone || !isServed(plan, { isOwn, record })) return entries;
  const original = edits?.restored.get(node.summary.id);
  if (original !== undefined && isAnswer(original)) {
    return (await isAsked(plan, original, key)) ? [{ ...asked, node: original, edit: null }] : [];
  }
  if (!isAnswer(node)) return entries;
  if (!isOwn && isCopy(plan, node)) return entries;
  if (node.askedBody !== null) return [...entries, await sentEntry(plan, call)];
  return edit === undefined ? [{ ...asked, edit: null }] : entries;
}

/** The answer of a call whose request was edited belongs to what was sent, not to what was asked. */
async function sentEntry(plan: ReplayPlan, call: RecordedCall): Promise<PlannedEntry> {
  const { node, subrun, occurrence } = call;
  const sent = await requestValue(plan.store, node, node.requestBody);
  return {
    node,
    process: node.process,
    subrun,
    key: keyOfBody(node, sent, plan.rule),
    hash: keyOfBody(node, sent, EXACT),
    occurrence,
    at: null,
    edit: null,
  };
}

/** An edit may have been found where something else was asked than what its original answers. */
async function isAsked(plan: ReplayPlan, original: NodeRecord, key: string): Promise<boolean> {
  return keyOfBody(original, await askedValue(plan.store, original), plan.rule) === key;
}

/** An error, and what came of a call that was given up, is no answer; an edit is none of the provider's. */
function isAnswer(node: NodeRecord): boolean {
  const { status, http_status: httpStatus, source } = node.summary;
  return (
    status === "ok" &&
    (httpStatus ?? 200) < 400 &&
    node.responseBody !== null &&
    source !== "edited"
  );
}

/** Of an answer that the session has elsewhere, unless that run is deleted. */
function isCopy({ families }: ReplayPlan, { summary }: NodeRecord): boolean {
  return summary.source === "cache" && hasRun(families, summary.served_from?.run_id ?? null);
}

/** Most re-runs are: a session of a hundred of them is looked through as fast as one of a few. */
async function hasCopiesAlone(
  { store, families }: ReplayPlan,
  { run }: RunRecord,
): Promise<boolean> {
  const origins = await store.nodes.origins(run.run_id);
  return origins.every(({ source, runId }) => source === "cache" && hasRun(families, runId));
}

function hasRun(families: readonly RunFamily[], runId: string | null): boolean {
  return families.some(({ members }) => members.some(({ run }) => run.run_id === runId));
}

function isServed(
  plan: ReplayPlan,
  { isOwn, record }: Pick<Circumstances, "isOwn" | "record">,
): boolean {
  if (plan.cache) return true;
  const [own] = plan.families;
  if (!isOwn || own === undefined || own.top.run.run_id === plan.runId) return false;
  return !runsWithin(own.members, plan.runId).has(record.run.run_id);
}

/** Which of the calls with its key in its place an entry is: one answers it, whichever run it is from. */
export function slotOf(entry: Slot & { readonly occurrence: number }): string {
  return `${placeOf(entry)}\0${entry.occurrence}`;
}

type Slot = Pick<PlannedEntry, "key" | "process" | "subrun">;

function placeOf({ key, process, subrun }: Slot): string {
  return `${key}\0${process}\0${subrun}`;
}

/**
 * A runner takes the entries of a key in the order of the file: what an older run adds may belong
 * between two of the run's own. All others stay where they are.
 */
function inOrderOfOccurrence(entries: readonly PlannedEntry[]): PlannedEntry[] {
  const places = new Map<string, number[]>();
  for (const [index, entry] of entries.entries()) {
    const place = placeOf(entry);
    const indices = places.get(place);
    if (indices === undefined) places.set(place, [index]);
    else indices.push(index);
  }
  const ordered = [...entries];
  for (const indices of places.values()) {
    const sorted = indices
      .flatMap((index) => entries[index] ?? [])
      .sort((a, b) => a.occurrence - b.occurrence);
    for (const [at, index] of indices.entries()) {
      const entry = sorted[at];
      if (entry !== undefined) ordered[index] = entry;
    }
  }
  return ordered;
}
