// What the palette offers, in groups: commands, calls, runs and sessions by their names. Runs in the browser.
import type { SessionOverview } from "#src/protocol/http-api.ts";
import { COMMANDS, type Situation } from "#src/web/keyboard/commands.ts";
import { formatKey } from "#src/web/keyboard/keys.ts";
import { goTo } from "#src/web/state/location.ts";
import { bestOf } from "./match.ts";

export interface Entry {
  /** Unique in the palette. */
  readonly value: string;
  readonly title: string;
  /** Of a call, run or session. */
  readonly status: string | null;
  /** What stands at the end of the line. */
  readonly hint: string | null;
  readonly keys: readonly string[];
  readonly run: () => void;
}

export interface EntryGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const MOST_CALLS = 30;
const MOST_RUNS = 12;
const MOST_SESSIONS = 12;

export function entriesFor(
  situation: Situation,
  search: string,
  sessions: readonly SessionOverview[],
): EntryGroup[] {
  const groups: EntryGroup[] = [
    { title: "Commands", entries: commands(situation, search) },
    { title: "Calls of this run", entries: calls(situation, search) },
    { title: "Runs of this session", entries: runs(situation, search) },
    {
      title: search === "" ? "Newest sessions" : "Sessions with this in them",
      entries: sessions.slice(0, MOST_SESSIONS).map(toEntry),
    },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function commands(situation: Situation, search: string): Entry[] {
  const able = COMMANDS.filter(({ id, when }) => id !== "palette" && when(situation));
  const found = bestOf(able, search, ({ title }) => title, able.length);
  return found.map((command) => ({
    value: `command ${command.id}`,
    title: command.title,
    status: null,
    hint: null,
    keys: command.keys.map(formatKey),
    run: () => command.run(situation),
  }));
}

/** Not before something is typed: there may be thousands. */
function calls({ outline }: Situation, search: string): Entry[] {
  if (search === "" || outline === null) return [];
  const found = bestOf(outline.nodes, search, ({ id, label }) => `${id} ${label}`, MOST_CALLS);
  return found.map(({ id, label, model, status }) => ({
    value: `call ${id}`,
    title: `${id} ${label}`,
    status,
    hint: model,
    keys: [],
    run: () => goTo({ screen: "run", node: id }),
  }));
}

function runs({ current }: Situation, search: string): Entry[] {
  if (current.runs.length < 2) return [];
  const named = current.runs.map((run, index) => ({
    run,
    name: [`Run ${index + 1}`, run.path, run.label].filter(Boolean).join(" "),
  }));
  const found = bestOf(named, search, ({ run, name }) => `${name} ${run.run_id}`, MOST_RUNS);
  return found.map(({ run, name }) => ({
    value: `run ${run.run_id}`,
    title: name,
    status: run.status,
    hint: run.run_id,
    keys: [],
    run: () => goTo({ screen: "run", run: run.run_id }),
  }));
}

function toEntry({ session, newest }: SessionOverview): Entry {
  const { session_id, name } = session;
  return {
    value: `session ${session_id}`,
    title: name,
    status: newest?.status ?? session.status,
    hint: [newest?.label, session_id].filter(Boolean).join(" · "),
    keys: [],
    run: () => goTo({ screen: "run", session: session_id, run: null }),
  };
}
