// Reads from the server this page came from. Runs in the browser; the cookie goes along by itself.
import { oldestFirst } from "#src/cli/session-runs.ts";
import type {
  ErrorBody,
  NodeDetail,
  NodeMessages,
  RunList,
  RunOutline,
  SessionList,
} from "#src/protocol/http-api.ts";
import type { Run, Session } from "#src/protocol/session.ts";

/** A page of the list of sessions, newest first. */
export const listSessions = (cursor: string | null): Promise<SessionList> =>
  read(`/sessions?limit=50${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);

/** A session by id, prefix, name or `last`. */
export const findSession = (reference: string): Promise<Session> =>
  read(`/sessions/${encodeURIComponent(reference)}`);

/** The runs of a session, oldest first. */
export async function listRuns(sessionId: string): Promise<readonly Run[]> {
  const { runs } = await read<RunList>(`/sessions/${sessionId}/runs`);
  return oldestFirst(runs);
}

export const findRun = (reference: string): Promise<Run> =>
  read(`/runs/${encodeURIComponent(reference)}`);

export const readOutline = (runId: string): Promise<RunOutline> => read(`/runs/${runId}/nodes`);

export const nodePath = (runId: string, nodeId: string): string => `/runs/${runId}/nodes/${nodeId}`;

export const readNode = (runId: string, nodeId: string): Promise<NodeDetail> =>
  read(nodePath(runId, nodeId));

export const readMessages = (runId: string, nodeId: string): Promise<NodeMessages> =>
  read(`${nodePath(runId, nodeId)}/messages`);

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path).catch(() => {
    throw new Error("The server does not answer. Any ao command starts it again.");
  });
  if (response.ok) return (await response.json()) as Answer;
  if (response.status === 401) throw new Error("This browser's login has ended. Run ao open.");
  const { error } = (await response.json()) as ErrorBody;
  throw new Error(error.message);
}
