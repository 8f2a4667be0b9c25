// Lists of sessions: filtered, in an order, page by page. Runs in the server.
import { AoError } from "#src/errors.ts";
import type { SessionSort } from "#src/protocol/session.ts";
import type { SessionFilter, SessionPage, SessionSearch } from "#src/store/records.ts";
import type { Connection, SqlValue } from "./connection.ts";
import { ACTIVE, COLUMNS, type SessionRow, toSession } from "./session-row.ts";

/** By what sessions are put in order; those of the same value stand newest first. */
interface Order {
  readonly value: string;
  readonly direction: "ASC" | "DESC";
}

const total = (what: string): string =>
  `(SELECT total(${what}) FROM runs r WHERE r.session_id = s.session_id)`;

/** Something of the run that lists show: the newest of the whole program that is no control run. */
const newest = (what: string): string =>
  `(SELECT ${what} FROM runs r WHERE r.session_id = s.session_id AND r.subrun_of IS NULL
    ORDER BY r.label IS 'control', r.number DESC LIMIT 1)`;

const ORDERS: Readonly<Record<Exclude<SessionSort, "newest">, Order>> = {
  name: { value: "lower(s.name)", direction: "ASC" },
  cost: { value: total("r.cost_usd"), direction: "DESC" },
  tokens: { value: total("r.tokens_input + r.tokens_output"), direction: "DESC" },
  duration: { value: `coalesce(${newest("r.duration_ms")}, -1)`, direction: "DESC" },
};
const RUN_STATUSES = ["running", "finished", "failed", "interrupted"];

type ListedRow = SessionRow & { readonly position: string | number };

export function listSessions(connection: Connection, filter: SessionFilter): SessionPage {
  const order = filter.sort === undefined || filter.sort === "newest" ? null : ORDERS[filter.sort];
  const { condition, values } = conditionOf(filter, order);
  const rows = connection.all<ListedRow>(
    `SELECT ${COLUMNS}, ${order?.value ?? "0"} AS position FROM sessions s ${condition}
     ORDER BY ${order === null ? "" : `position ${order.direction}, `}s.number DESC LIMIT ?`,
    ...values,
    filter.limit + 1,
  );
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const isMore = rows.length > shown.length && last !== undefined;
  return { sessions: shown.map(toSession), nextCursor: isMore ? toCursor(last, order) : null };
}

function conditionOf(
  filter: SessionFilter,
  order: Order | null,
): { readonly condition: string; readonly values: readonly SqlValue[] } {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (condition: string, ...bound: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (filter.userId !== undefined) where("s.user_id = ?", filter.userId);
  if (filter.kind !== undefined) where("s.kind = ?", filter.kind);
  if (filter.status !== undefined) where(...statusCondition(filter.status));
  if (filter.result === "none") where(`${newest("r.result")} IS NULL`);
  else if (filter.result !== undefined) where(`${newest("r.result")} = ?`, filter.result);
  if (filter.colour !== undefined) where(`${newest("r.colour")} = ?`, filter.colour);
  if (filter.cursor !== undefined) where(...cursorCondition(filter.cursor, order));
  if (filter.search !== undefined) where(...searchCondition(filter.search));
  const condition = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  return { condition, values };
}

/** All terms in one field, or a session that is known to fit. */
function searchCondition({ terms, sessionIds }: SessionSearch): [string, ...SqlValue[]] {
  const patterns = terms.map((term) => `%${term.replace(/[\\%_]/g, "\\$&")}%`);
  const fits = (column: string): string =>
    patterns.map(() => `${column} LIKE ? ESCAPE '\\'`).join(" AND ");
  const condition = `(s.session_id IN (SELECT value FROM json_each(?)) OR (${fits("s.name")})
    OR EXISTS (SELECT 1 FROM runs r WHERE r.session_id = s.session_id AND ((${fits("r.label")})
      OR (${fits("r.note")})
      OR EXISTS (SELECT 1 FROM nodes n WHERE n.run_id = r.run_id AND ${fits("n.label")}))))`;
  const four = [...patterns, ...patterns, ...patterns, ...patterns];
  return [condition, JSON.stringify(sessionIds), ...four];
}

function statusCondition(status: string): [string, ...SqlValue[]] {
  if (status === "active") return [ACTIVE];
  if (status === "idle") return [`NOT ${ACTIVE}`];
  return RUN_STATUSES.includes(status) ? [`${newest("r.status")} = ?`, status] : ["0"];
}

/**
 * `s12`, or with the value by which the list is in order: `s12:0.04`. Not a count: later inserts come
 * before it or are found after it, and deletes do not matter.
 */
function toCursor(last: ListedRow, order: Order | null): string {
  return order === null ? `s${last.number}` : `s${last.number}:${last.position}`;
}

function cursorCondition(cursor: string, order: Order | null): [string, ...SqlValue[]] {
  const [, number, text] = /^s([0-9]{1,15})(?::([a-z0-9._+-]{1,64}))?$/.exec(cursor) ?? [];
  const isOfOrder = (order === null) === (text === undefined);
  const position = order === ORDERS.name ? (text ?? "") : Number(text ?? 0);
  if (number === undefined || !isOfOrder || Number.isNaN(position)) {
    throw new AoError("bad_input", `Cannot list sessions from cursor "${cursor}": it is none`, {
      hint: "use the next_cursor of the page before, in the same order",
    });
  }
  if (order === null) return ["s.number < ?", Number(number)];
  const comparison = order.direction === "ASC" ? ">" : "<";
  return [
    `(${order.value} ${comparison} ? OR (${order.value} = ? AND s.number < ?))`,
    position,
    position,
    Number(number),
  ];
}
