// The one error type a person must act on. Runs everywhere; imports nothing of ours.
// Branch on `code`, never on message or class name: workers and a minified binary lose the class.

/** Every reason ao can refuse something, and the HTTP status that goes with it. */
export const ERROR_STATUS = {
  bad_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  expired: 410,
  too_large: 413,
  unsupported_media_type: 415,
  program_failed: 422,
  limit_reached: 429,
  internal: 500,
  server_unavailable: 503,
  /** A wait took longer than it was to: exit 124. */
  timed_out: 504,
  /** Wrong use of the command line: exit 2. */
  usage: 400,
  store_damaged: 500,
  store_newer: 500,
  home_unusable: 500,
} as const;

/** A machine-readable reason; see {@link ERROR_STATUS}. */
export type ErrorCode = keyof typeof ERROR_STATUS;

const MARKER = Symbol.for("ao.error");

/**
 * A condition a person must act on.
 * The message says what failed and why (`Cannot open session "x": …`); `hint` says what to do.
 */
export class AoError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: unknown;
  readonly [MARKER] = true;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string | undefined; details?: unknown; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AoError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details;
  }
}

/** True for an {@link AoError}, also one from another copy of this module. */
export function isAoError(value: unknown): value is AoError {
  return typeof value === "object" && value !== null && MARKER in value;
}

/** Whatever was thrown, as an AoError; an unknown thing becomes `internal` with its cause kept. */
export function toAoError(thrown: unknown): AoError {
  if (isAoError(thrown)) return thrown;
  return new AoError("internal", describeThrown(thrown), { cause: thrown });
}

/** The message of anything that can be thrown. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message || thrown.name;
  return String(thrown);
}
