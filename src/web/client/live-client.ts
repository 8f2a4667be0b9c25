// The page's client over the server it came from. Runs in the browser; the cookie goes along by itself.
import type { ErrorBody, RunList } from "#src/protocol/http-api.ts";
import { oldestFirst } from "#src/protocol/presentation/session-runs.ts";
import { ApiError, type Client, type Reader, type Writer } from "./client.ts";
import { connectLive } from "./live-connection.ts";

/** The one client of a page that a server sent. */
export function createLiveClient(): Client {
  return { ...reader, writer, watch: connectLive };
}

const reader: Reader = {
  listSessions: ({ search, cursor, filter }) => {
    const query = new URLSearchParams({ limit: "100", ...filter });
    if (search !== "") query.set("search", search);
    if (cursor !== null) query.set("cursor", cursor);
    return get(`/overview?${query}`);
  },
  findSession: (reference) => get(`/sessions/${encodeURIComponent(reference)}`),
  listRuns: async (sessionId) => {
    const { runs } = await get<RunList>(`/sessions/${sessionId}/runs`);
    return oldestFirst(runs);
  },
  findRun: (reference) => get(`/runs/${encodeURIComponent(reference)}`),
  readOutline: (runId) => get(`/runs/${runId}/nodes`),
  readNode: (runId, nodeId) => get(`/runs/${runId}/nodes/${nodeId}`),
  readMessages: (runId, nodeId) => get(`/runs/${runId}/nodes/${nodeId}/messages`),
  readDiff: (runA, runB, control) =>
    get(`/runs/${runA}/diff/${runB}${control === null ? "" : `?control=${control}`}`),
  readOutput: (runId) => get(`/runs/${runId}/output`),
  readEnvironment: (runId) => get(`/runs/${runId}/environment`),
  readLog: (runId) => get(`/runs/${runId}/log`),
  attachmentAddress: (sha256) => `/attachments/${sha256}`,
  listEdits: (runId) => get(`/runs/${runId}/edits`),
};

const writer: Writer = {
  search: (text) => get(`/search?${new URLSearchParams({ q: text, limit: "50" })}`),
  edit: (runId, nodeId, edit) => send("PUT", `/runs/${runId}/nodes/${nodeId}/edit`, edit),
  revert: (runId, nodeId) => send("DELETE", `/runs/${runId}/nodes/${nodeId}/edit`),
  preview: (runId, options) => send("POST", `/runs/${runId}/rerun`, { ...options, dry: true }),
  rerun: (runId, options) => send("POST", `/runs/${runId}/rerun`, options),
  stop: (runId) => send("POST", `/runs/${runId}/stop`, {}),
  patchRun: (runId, patch) => send("PATCH", `/runs/${runId}`, patch),
  renameSession: (sessionId, name) => send("PATCH", `/sessions/${sessionId}`, { name }),
  deleteSession: (sessionId) => send("DELETE", `/sessions/${sessionId}`),
  deleteRun: (runId) => send("DELETE", `/runs/${runId}`),
  readHealth: () => get("/health"),
  readStorage: () => get("/storage"),
  readServerLog: (name, after) =>
    get(
      `/logs/${name}?${new URLSearchParams({ lines: "2000", ...(after === null ? {} : { after }) })}`,
    ),
  clear: async () => (await send<{ readonly deleted: number }>("POST", "/clear", {})).deleted,
};

function get<Answer>(path: string): Promise<Answer> {
  return ask(path, { method: "GET" });
}

function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const content =
    body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return ask(path, { method, ...content });
}

async function ask<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(path, request).catch(() => {
    throw new ApiError({
      code: "server_unavailable",
      message: "The server does not answer",
      hint: "any ao command starts it again",
    });
  });
  // The server's own answers; their schema is checked where they are made.
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  if (response.status === 401) {
    throw new ApiError({
      code: "unauthorized",
      message: "This browser's login has ended",
      hint: "run ao open",
    });
  }
  const { error } = (await response.json()) as ErrorBody;
  throw new ApiError(error);
}
