// Finds what a person means by an id, a name, the start of an id, or `last`. Runs in the server.
import { AoError } from "#src/errors.ts";
import type { Run, Session } from "#src/protocol/session.ts";
import type { StoreReader } from "#src/store/store.ts";

/** The word for the newest one. */
const LAST = "last";
/** Candidates that the message of an ambiguous prefix lists. */
const LISTED = 5;
const ID_START = /^[a-z][a-z0-9]{0,11}$/;

/** See {@link RunService.findSession}. */
export async function findSession(store: StoreReader, reference: string): Promise<Session> {
  const exact =
    (await store.sessions.get(reference)) ?? (await store.sessions.newestNamed(reference));
  if (exact !== null) return exact;
  if (ID_START.test(reference)) {
    const candidates = await store.sessions.withPrefix(reference, LISTED + 1);
    if (candidates.length > 1) {
      throw ambiguous(
        "session",
        reference,
        candidates.map((s) => `${s.session_id} (${s.name})`),
      );
    }
    if (candidates[0] !== undefined) return candidates[0];
  }
  const newest = reference === LAST ? await store.sessions.latest() : null;
  if (newest !== null) return newest;
  throw unknown("session", reference, reference === LAST ? "there is none yet" : null);
}

/** See {@link RunService.findRun}. */
export async function findRun(store: StoreReader, reference: string): Promise<Run> {
  const exact = await store.runs.get(reference);
  if (exact !== null) return exact.run;
  if (ID_START.test(reference)) {
    const candidates = await store.runs.withPrefix(reference, LISTED + 1);
    if (candidates.length > 1) {
      const described = candidates.map((run) =>
        run.label === null ? run.run_id : `${run.run_id} (${run.label})`,
      );
      throw ambiguous("run", reference, described);
    }
    if (candidates[0] !== undefined) return candidates[0];
  }
  const newest = reference === LAST ? await store.runs.latest() : null;
  if (newest !== null) return newest;
  throw unknown("run", reference, reference === LAST ? "there is none yet" : null);
}

/** The error for a thing that is not there. */
export function unknown(what: string, reference: string, why: string | null): AoError {
  return new AoError(
    "not_found",
    `Cannot find ${what} "${reference}": ${why ?? "no such " + what}`,
    {
      hint: "ao sessions lists what there is",
    },
  );
}

function ambiguous(what: string, reference: string, candidates: readonly string[]): AoError {
  const listed = candidates.slice(0, LISTED).join(", ");
  const more = candidates.length > LISTED ? ", …" : "";
  return new AoError(
    "conflict",
    `Cannot tell which ${what} "${reference}" means: it starts the ids ${listed}${more}`,
    { hint: "give more letters of the id", details: { candidates } },
  );
}
