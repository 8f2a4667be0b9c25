// `ao sessions`: what was recorded, newest first.
import { integerOption } from "#src/cli/arguments.ts";
import { defineCommand } from "#src/cli/command.ts";
import { formatAge, formatCost, formatCount } from "#src/protocol/presentation/format.ts";
import { paintStatus } from "#src/cli/graph/run-header.ts";
import { inParallel } from "#src/cli/in-parallel.ts";
import { printData, printJson, say, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { newestRun, oldestFirst } from "#src/protocol/presentation/session-runs.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import type { Paint } from "#src/cli/style.ts";
import { type Column, renderTable } from "#src/cli/table.ts";
import { oneLine } from "#src/cli/text.ts";
import type { ApiClient } from "#src/client/api-client.ts";
import type { Run, Session } from "#src/protocol/session.ts";

export const sessionsCommand = defineCommand({
  meta: { name: "ao sessions", description: "List what was recorded, newest first." },
  args: {
    limit: { type: "string", valueHint: "n", default: "20", description: "at most this many" },
    search: {
      type: "string",
      valueHint: "text",
      description:
        'only those with these words and "phrases" in their name, labels, notes, inputs or outputs',
    },
    kind: {
      type: "enum",
      valueHint: "kind",
      options: ["record", "repl", "chat", "team"],
      description: "only sessions of this kind",
    },
    json: jsonOption,
  },
  examples: [
    { command: "ao sessions", meaning: "the newest twenty" },
    { command: "ao sessions --search invoice --limit 5", meaning: "five that have to do with it" },
  ],
  async run({ args }) {
    const limit = integerOption(args.limit, "--limit", { minimum: 1, maximum: 1000 }) ?? 20;
    const { api } = await connect();
    const list = await api.listSessions({
      limit,
      ...(args.search === undefined ? {} : { search: args.search }),
      ...(args.kind === undefined ? {} : { kind: args.kind }),
    });
    if (args.json) return printJson(list);
    const isFiltered = args.search !== undefined || args.kind !== undefined;
    if (list.sessions.length === 0) return say(emptyText(isFiltered));
    const rows = await inParallel(list.sessions, 8, async (session) => readRow(api, session));
    const lines = renderSessions(rows, {
      paint: stdoutPaint(),
      width: stdoutWidth(Number.POSITIVE_INFINITY),
      now: new Date(),
    });
    await printData(`${lines.join("\n")}\n`);
    if (list.next_cursor !== null) await say(`There are more: ao sessions --limit ${limit * 5}`);
  },
});

/** A session and its runs, oldest first. */
export interface SessionRow {
  readonly session: Session;
  readonly runs: readonly Run[];
}

/** The lines of the list. */
function renderSessions(
  rows: readonly SessionRow[],
  options: { readonly paint: Paint; readonly width: number; readonly now: Date },
): string[] {
  const { paint, now } = options;
  const columns: Column<SessionRow>[] = [
    { title: "ID", text: ({ session }) => session.session_id, paint: paint.cyan },
    { title: "NAME", text: ({ session }) => session.name, shrinkTo: 10 },
    {
      title: "STATUS",
      text: statusOf,
      paint: (cell, { runs }) => {
        const newest = newestRun(runs);
        return newest === undefined ? cell : paintStatus(newest.status, paint)(cell);
      },
    },
    { title: "WHEN", text: ({ session }) => formatAge(session.last_activity, now) },
    { title: "RUNS", align: "end", leaveOut: 4, text: ({ session }) => String(session.runs) },
    {
      title: "NODES",
      align: "end",
      leaveOut: 3,
      text: (row) => formatCount(sum(row, (run) => run.nodes)),
    },
    { title: "TOKENS", align: "end", leaveOut: 1, text: tokensOf },
    { title: "COST", align: "end", leaveOut: 2, text: costOf },
    { title: "LABEL", text: labelOf, shrinkTo: 8, leaveOut: 5, paint: paint.yellow },
  ];
  return renderTable(rows, columns, { width: options.width, heading: paint.dim });
}

async function readRow(api: ApiClient, session: Session): Promise<SessionRow> {
  return { session, runs: oldestFirst(await api.listRuns(session.session_id)) };
}

function statusOf({ session, runs }: SessionRow): string {
  return newestRun(runs)?.status ?? session.status;
}

function tokensOf(row: SessionRow): string {
  const tokens = sum(row, (run) => run.tokens.input + run.tokens.output);
  return tokens === 0 ? "" : formatCount(tokens);
}

function costOf({ runs }: SessionRow): string {
  const known = runs.flatMap(({ cost_usd }) => (cost_usd === null ? [] : [cost_usd]));
  return known.length === 0 ? "" : formatCost(known.reduce((total, cost) => total + cost, 0));
}

function labelOf({ runs }: SessionRow): string {
  const newest = newestRun(runs);
  return oneLine([newest?.result ?? "", newest?.label ?? ""].join(" "));
}

function sum({ runs }: SessionRow, value: (run: Run) => number): number {
  return runs.reduce((total, run) => total + value(run), 0);
}

function emptyText(isFiltered: boolean): string {
  if (isFiltered) return "No session fits. All of them: ao sessions";
  return "Nothing recorded yet. Start with a program of yours:\n\n  ao record agent.ts\n";
}
