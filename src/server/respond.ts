// The one place where something thrown becomes an HTTP answer. Runs in the server.
import { ValidationError } from "elysia";
import { AoError, ERROR_STATUS, isAoError, toAoError } from "#src/errors.ts";
import { property, stringAt } from "#src/protocol/json.ts";
import type { ErrorBody } from "#src/protocol/http-api.ts";
import { expectedValue } from "#src/server/expected-value.ts";

/** Security headers of every answer; see security.md 7 of the design for the attacks. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** The answer to an error, in the shape all of the API's errors have. */
export function errorResponse(error: AoError): Response {
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    "content-type": "application/json;charset=utf-8",
  };
  if (error.code === "unauthorized") headers["www-authenticate"] = 'Bearer realm="ao"';
  return new Response(JSON.stringify(errorBody(error)), {
    status: ERROR_STATUS[error.code],
    headers,
  });
}

/** An error as the API and its sockets show it. */
function errorBody(error: AoError): ErrorBody {
  const { code, message, hint, details } = error;
  return {
    error: {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(details === undefined ? {} : { details }),
    },
  };
}

/** What a handler, a schema or Elysia itself threw, as an AoError. */
export function toRequestError(thrown: unknown, request: Request): AoError {
  if (isAoError(thrown)) return thrown;
  // What the body's reader throws comes wrapped.
  if (thrown instanceof Error && isAoError(thrown.cause)) return thrown.cause;
  if (thrown instanceof ValidationError) return validationError(thrown);
  switch (stringAt(thrown, "code")) {
    case "NOT_FOUND":
      return new AoError(
        "not_found",
        `Cannot ${request.method} ${new URL(request.url).pathname}: no such route`,
        { hint: "GET /docs lists the routes" },
      );
    case "PARSE":
      return new AoError("bad_input", "Cannot read the body: it is not JSON", { cause: thrown });
    default:
      return toAoError(thrown);
  }
}

/** Elysia's validation error, reduced to which fields are wrong and why. */
function validationError(error: ValidationError): AoError {
  const problems = error.all.map((problem) => ({
    field: fieldName(stringAt(problem, "path") ?? ""),
    message: problemMessage(problem),
  }));
  const [first] = problems;
  const where = first?.field ? `"${first.field}" of the ${error.type}` : `the ${error.type}`;
  return new AoError("bad_input", `Cannot use ${where}: ${first?.message ?? "not as expected"}`, {
    details: problems,
    cause: error,
  });
}

/** Of a union the schema's own words would not say what is in it. */
function problemMessage(problem: unknown): string {
  const message = stringAt(problem, "message") ?? "not as expected";
  const allowed = message === UNION ? expectedValue(property(problem, "schema")) : null;
  return allowed === null ? lowerFirst(message) : `expected ${allowed}`;
}

const UNION = "Expected union value";

/** `/config/name` (a JSON pointer) as `config.name`. */
function fieldName(pointer: string): string {
  return pointer
    .replace(/^\//, "")
    .replaceAll("/", ".")
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
