// The HTTP API as functions. Runs in the CLI.
import type { IncomingMessage } from "node:http";
import { readBytes, readText, sendRequest } from "#src/client/http-request.ts";
import { AoError, ERROR_STATUS, type ErrorCode } from "#src/errors.ts";
import type { Edit, EditAnswer, EditList, EditRequest } from "#src/protocol/edit.ts";
import type { Graph } from "#src/protocol/graph.ts";
import type {
  CacheErasure,
  Health,
  NodeDetail,
  ReplayExport,
  RerunPreview,
  RerunRequest,
  RerunStarted,
  RunOutline,
  SearchQuery,
  SearchResult,
  SessionCacheErasure,
  SessionCreate,
  SessionList,
  SessionQuery,
  SessionStats,
  SettledState,
  StopRequest,
} from "#src/protocol/http-api.ts";
import type { RunDiff } from "#src/protocol/diff.ts";
import type { RunOutput } from "#src/protocol/program-output.ts";
import { property, stringAt } from "#src/protocol/json.ts";
import type { RunLog } from "#src/protocol/program-log.ts";
import type { ReplayOptions } from "#src/protocol/replay.ts";
import type { Run, RunPatch, Session } from "#src/protocol/session.ts";

/** The API of one server. Every function throws the AoError the server answered with. */
export type ApiClient = ReturnType<typeof createApiClient>;

/** Where a session or run is wanted, ids, unique prefixes and, for sessions, names and `last` do. */
export function createApiClient(server: { readonly url: string }, token: string) {
  const call = (method: string, path: string, body?: unknown): Promise<IncomingMessage> =>
    sendChecked({ url: `${server.url}${path}`, method, token, body });
  // The server made the answer from the same type; a schema check here would only repeat it.
  const json = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> =>
    JSON.parse(await readText(await call(method, path, body))) as Answer;
  const nothing = async (method: string, path: string, body?: unknown): Promise<void> => {
    (await call(method, path, body)).resume();
  };

  return {
    get: <Answer>(path: string) => json<Answer>("GET", path),
    post: <Answer>(path: string, body?: unknown) => json<Answer>("POST", path, body),
    patch: <Answer>(path: string, body: unknown) => json<Answer>("PATCH", path, body),
    put: <Answer>(path: string, body: unknown) => json<Answer>("PUT", path, body),
    delete: (path: string) => nothing("DELETE", path),
    /** A body piece by piece, for answers too large to hold. */
    stream: async (path: string): Promise<AsyncIterable<Uint8Array>> => call("GET", path),

    health: () => json<Health>("GET", "/health"),
    createSession: (request: SessionCreate) => json<Session>("POST", "/sessions", request),
    listSessions: (query: SessionQuery = {}) =>
      json<SessionList>("GET", `/sessions${queryString(query)}`),
    findSession: (reference: string) => json<Session>("GET", sessionPath(reference)),
    renameSession: (reference: string, name: string) =>
      json<Session>("PATCH", sessionPath(reference), { name }),
    search: (query: SearchQuery) => json<SearchResult>("GET", `/search${queryString(query)}`),
    deleteSession: (reference: string) => nothing("DELETE", sessionPath(reference)),
    sessionStats: (reference: string) =>
      json<SessionStats>("GET", `${sessionPath(reference)}/stats`),
    listRuns: async (reference: string): Promise<readonly Run[]> =>
      (await json<{ runs: Run[] }>("GET", `${sessionPath(reference)}/runs`)).runs,
    findRun: (reference: string) => json<Run>("GET", runPath(reference)),
    deleteRun: (reference: string) => nothing("DELETE", runPath(reference)),
    patchRun: (reference: string, patch: RunPatch) => json<Run>("PATCH", runPath(reference), patch),
    outline: (reference: string) => json<RunOutline>("GET", `${runPath(reference)}/nodes`),
    ...rerunning(json),
    graph: (reference: string) => json<Graph>("GET", `${runPath(reference)}/graph`),
    /** {@link Graph} as JSON, piece by piece. */
    graphStream: async (reference: string): Promise<AsyncIterable<Uint8Array>> =>
      call("GET", `${runPath(reference)}/graph`),
    node: (reference: string, nodeId: string) =>
      json<NodeDetail>("GET", `${runPath(reference)}/nodes/${encodeURIComponent(nodeId)}`),
    output: (reference: string) => json<RunOutput>("GET", `${runPath(reference)}/output`),
    diff: (a: string, b: string, control: string | null = null) =>
      json<RunDiff>(
        "GET",
        `${runPath(a)}/diff/${encodeURIComponent(b)}${control === null ? "" : `?control=${encodeURIComponent(control)}`}`,
      ),
    /** What the program said of the run. */
    runLog: (reference: string) => json<RunLog>("GET", `${runPath(reference)}/log`),
    listEdits: async (reference: string): Promise<readonly Edit[]> =>
      (await json<EditList>("GET", `${runPath(reference)}/edits`)).edits,
    editNode: (reference: string, nodeId: string, request: EditRequest) =>
      json<EditAnswer>("PUT", editPath(reference, nodeId), request),
    revertNode: (reference: string, nodeId: string) =>
      json<EditAnswer>("DELETE", editPath(reference, nodeId)),
    attachment: async (sha256: string): Promise<Uint8Array> =>
      readBytes(await call("GET", `/attachments/${encodeURIComponent(sha256)}`)),
    clear: () => json<{ deleted: number }>("POST", "/clear"),
    shutdown: () => json<{ status: "stopping" }>("POST", "/shutdown"),
    /** A one-time code for a browser; `path` is to be put behind the server's URL. */
    loginCode: () =>
      json<{ code: string; path: string; expires_in: number }>("POST", "/login/code"),
  };
}

type Json = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** Running again, and stopping. */
function rerunning(json: Json) {
  return {
    exportReplay: (reference: string, options: ReplayOptions) =>
      json<ReplayExport>("POST", `${runPath(reference)}/replay`, options),
    previewRerun: (reference: string, request: RerunRequest) =>
      json<RerunPreview>("POST", `${runPath(reference)}/rerun`, { ...request, dry: true }),
    startRerun: (reference: string, request: RerunRequest) =>
      json<RerunStarted>("POST", `${runPath(reference)}/rerun`, request),
    settledRun: (reference: string) => json<SettledState>("GET", `${runPath(reference)}/settled`),
    stopRun: (reference: string, request: StopRequest) =>
      json<Run>("POST", `${runPath(reference)}/stop`, request),
    eraseCache: (reference: string) => json<CacheErasure>("DELETE", `${runPath(reference)}/cache`),
    eraseCacheOfSession: (reference: string) =>
      json<SessionCacheErasure>("DELETE", `${sessionPath(reference)}/cache`),
  };
}

function sessionPath(reference: string): string {
  return `/sessions/${segment("session", reference)}`;
}

function editPath(reference: string, nodeId: string): string {
  return `${runPath(reference)}/nodes/${encodeURIComponent(nodeId)}/edit`;
}

function runPath(reference: string): string {
  return `/runs/${segment("run", reference)}`;
}

/** Longer is no id and no name. */
const MAXIMUM_REFERENCE = 64;

/** What the server cannot be asked for is not there: a URL would lose the dots. */
function segment(what: string, reference: string): string {
  const isTooLong = reference.length > MAXIMUM_REFERENCE;
  if (reference !== "." && reference !== ".." && !isTooLong) return encodeURIComponent(reference);
  const shown = isTooLong ? `${reference.slice(0, MAXIMUM_REFERENCE)}…` : reference;
  throw new AoError("not_found", `Cannot find ${what} "${shown}": no such ${what}`, {
    hint: "ao sessions lists what there is",
  });
}

async function sendChecked(request: Parameters<typeof sendRequest>[0]): Promise<IncomingMessage> {
  const response = await sendRequest(request);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw errorFrom(status, await readText(response));
}

function errorFrom(status: number, text: string): AoError {
  let error: unknown;
  try {
    error = property(JSON.parse(text), "error");
  } catch {
    // Not ours, or cut off: the status is what can be told.
  }
  const code = stringAt(error, "code") ?? "";
  const message = stringAt(error, "message") ?? `The server answered with status ${status}`;
  // What the server advises is for other clients: this one has sent what `ao token` prints.
  const hint = code === "unauthorized" ? OTHER_TOKEN : (stringAt(error, "hint") ?? undefined);
  return new AoError(isErrorCode(code) ? code : "internal", message, {
    hint,
    details: property(error, "details"),
  });
}

const OTHER_TOKEN = "the server was started with another token: ao server restart";

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code);
}

function queryString(query: SessionQuery | SearchQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}
