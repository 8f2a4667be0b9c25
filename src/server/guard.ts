// The one guard of every route and socket, run before routing. Decides by the request's head alone;
// reads no body, knows no route but those that are open to all.
import { runnerToken } from "#src/config/token.ts";
import { secretsEqual } from "#src/server/secrets-equal.ts";
import { AoError } from "#src/errors.ts";
import { type Access, hasLoginCookie } from "#src/server/access.ts";

/** The largest body of a request, in bytes; a recorded call comes over the runner's socket. */
export const MAXIMUM_BODY = 10 * 1024 * 1024;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** `POST /login` is open because the code in its body is the credential. */
const OPEN_ROUTES = new Set([
  "GET /health",
  "HEAD /health",
  "GET /login",
  "HEAD /login",
  "GET /login.js",
  "GET /page.css",
  "GET /icon.svg",
  "POST /login",
]);

/**
 * Lets a request through or says why not.
 * @throws AoError `forbidden`, `unauthorized`, `unsupported_media_type` or `too_large`.
 */
export function guard(request: Request, access: Access): void {
  const path = routePath(request);
  assertHost(request, access);
  assertOrigin(request, access);
  if (!OPEN_ROUTES.has(`${request.method} ${path}`)) assertCredentials(request, path, access);
  assertContent(request);
}

/** The path without `/api`, under which every route is there a second time. */
function routePath(request: Request): string {
  const { pathname } = new URL(request.url);
  return pathname.startsWith("/api/") ? pathname.slice(4) : pathname;
}

/** Against DNS rebinding: a foreign name that resolves to this machine is not ours (CVE-2024-28224). */
function assertHost(request: Request, access: Access): void {
  const host = request.headers.get("host") ?? "";
  if (access.address.authorities.has(host.toLowerCase())) return;
  throw new AoError("forbidden", `Cannot answer as "${host}": not a name of this server`);
}

function assertOrigin(request: Request, access: Access): void {
  const origin = request.headers.get("origin");
  if (origin === null || isOwnOrigin(origin, access)) return;
  throw new AoError("forbidden", `Cannot answer to origin "${origin}": not a page of this server`);
}

function isOwnOrigin(origin: string, access: Access): boolean {
  const authority = origin.startsWith("http://") ? origin.slice("http://".length) : "";
  return access.address.authorities.has(authority.toLowerCase());
}

function assertCredentials(request: Request, path: string, access: Access): void {
  const bearer = bearerToken(request);
  if (bearer !== null) {
    if (secretsEqual(bearer, access.token) || isRunnerOfItsRun(request, path, bearer, access)) {
      return;
    }
    throw new AoError("unauthorized", "Cannot answer: the token is wrong", {
      hint: "`ao token` prints the right one",
    });
  }
  if (hasLoginCookie(request.headers.get("cookie"), access)) {
    assertFromOwnPage(request);
    return;
  }
  throw new AoError("unauthorized", "Cannot answer: no token was sent", {
    hint: "send `Authorization: Bearer <token>` with the token of `ao token`, or run `ao open`",
  });
}

function bearerToken(request: Request): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** A run's own token opens the socket of that run and nothing else. */
function isRunnerOfItsRun(request: Request, path: string, bearer: string, access: Access): boolean {
  const runIds = new URL(request.url).searchParams.getAll("run");
  const [runId] = runIds;
  if (path !== "/runner" || runId === undefined || runIds.length !== 1) return false;
  return secretsEqual(bearer, runnerToken(access.token, runId));
}

/**
 * A browser sends the cookie along with requests of any page on the same host, whatever its port
 * (ports are no part of a site). So the request must show that it is a page of ours: by Origin, or,
 * for a GET, which has none, by Fetch Metadata.
 */
function assertFromOwnPage(request: Request): void {
  // An Origin that is present has been checked already.
  if (request.headers.has("origin")) return;
  const site = request.headers.get("sec-fetch-site");
  const isOwnRead =
    SAFE_METHODS.has(request.method) &&
    !request.headers.has("upgrade") &&
    (site === "same-origin" || site === "none");
  if (isOwnRead) return;
  if (isLinkFollowed(request)) {
    throw new AoError("unauthorized", "Cannot answer: the link is on another page");
  }
  throw new AoError("forbidden", "Cannot answer: the request does not say which page it is from");
}

/**
 * A person who follows a link on another page to ours in a tab of its own. They get the login page,
 * which moves on by itself: it is of our origin, and what it asks for counts as our own.
 */
function isLinkFollowed({ method, headers }: Request): boolean {
  return (
    method === "GET" &&
    headers.get("sec-fetch-mode") === "navigate" &&
    headers.get("sec-fetch-dest") === "document"
  );
}

function assertContent(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { headers } = request;
  const length = Number(headers.get("content-length") ?? 0);
  if (length > MAXIMUM_BODY) throw bodyTooLarge();
  const type = headers.get("content-type");
  const hasBody = length > 0 || headers.has("transfer-encoding");
  if (type === null ? !hasBody : /^application\/json *(;|$)/i.test(type)) return;
  throw new AoError(
    "unsupported_media_type",
    `Cannot read a body of type "${type ?? "unknown"}": only application/json is taken`,
  );
}

/** The error of a body over {@link MAXIMUM_BODY}. */
export function bodyTooLarge(): AoError {
  return new AoError("too_large", `Cannot take the body: it is over ${MAXIMUM_BODY / 2 ** 20} MB`);
}
