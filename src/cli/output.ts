// The one way ao writes: data to stdout, talk to stderr, and the only user of consola.
// Streams are opened at the first write, so that `ao record` leaves the program's untouched.
import { type ConsolaInstance, createConsola } from "consola/core";
import { type Paint, createPaint, mayColour } from "#src/cli/style.ts";
import { clean } from "#src/cli/text.ts";
import { AoError, describeThrown } from "#src/errors.ts";

const CLOSED = Symbol.for("ao.output-closed");

type Sink = ReturnType<typeof Bun.stdout.writer>;
let stdout: Sink | undefined;
let stderr: Sink | undefined;

/**
 * Writes to stdout, as it is, and waits until it is out of the process.
 * @throws something {@link isOutputClosed} recognises, when the reader is gone.
 */
export async function printData(data: string | Uint8Array): Promise<void> {
  stdout ??= Bun.stdout.writer();
  try {
    // Both can be what finds the pipe broken, and both say so later.
    await stdout.write(data);
    await stdout.flush();
  } catch (error) {
    if (isBrokenPipe(error)) throw Object.assign(new Error("stdout is closed"), { [CLOSED]: true });
    const why = isCode(error, "ENOSPC") ? "the disk is full" : describeThrown(error);
    throw new AoError("bad_input", `Cannot write to the standard output: ${why}`, { cause: error });
  }
}

/** One JSON document with its line feed: indented on a terminal, one line for a machine. */
export async function printJson(value: unknown): Promise<void> {
  await printData(`${JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)}\n`);
}

/** Copies a body to stdout piece by piece, never holding it whole; ends it with a line feed. */
export async function printStream(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  let last: number | undefined;
  for await (const piece of pieces) {
    await printData(piece);
    last = piece.at(-1) ?? last;
  }
  if (last !== 0x0a) await printData("\n");
}

/** True for what {@link printData} throws when nobody reads any more. */
export function isOutputClosed(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && CLOSED in thrown;
}

/** Says something to the person, on stderr. */
export async function say(text: string): Promise<void> {
  talk().log(text);
  await flushTalk();
}

/** `ao: <what>: <why>` and its hint, on stderr; the stack only under `AO_LOG_LEVEL=debug`. */
export async function printError(
  error: AoError,
  options: { readonly isBug: boolean },
): Promise<void> {
  const paint = stderrPaint();
  // Messages are sentences of their own; behind "ao:" they go on in lower case.
  const message = clean(error.message).replace(/^[A-Z](?=[a-z]* )/, (letter) =>
    letter.toLowerCase(),
  );
  const [first, ...more] = message.split("\n");
  talk().error([`${paint.red("ao:")} ${first}`, ...more.map((line) => `  ${line}`)].join("\n"));
  const hint = error.hint ?? (options.isBug ? BUG_HINT : undefined);
  if (hint !== undefined) talk().error(`  ${paint.dim("hint:")} ${clean(hint)}`);
  const cause = error.cause instanceof Error ? error.cause : error;
  talk().debug(cause.stack ?? String(cause));
  await flushTalk();
}

const BUG_HINT = "this should not happen; AO_LOG_LEVEL=debug shows where it did";

/** Colours for stdout. */
export function stdoutPaint(): Paint {
  return createPaint(mayColour(process.stdout, process.env));
}

/** Colours for stderr. */
function stderrPaint(): Paint {
  return createPaint(mayColour(process.stderr, process.env));
}

/** Columns of the terminal; `fallback` where stdout is a file or a pipe and `COLUMNS` is not set. */
export function stdoutWidth(fallback: number): number {
  const named = Number(process.env["COLUMNS"]);
  if (Number.isInteger(named) && named > 0) return named;
  return process.stdout.isTTY ? process.stdout.columns || 80 : fallback;
}

/** Whether a question can be asked and answered. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a yes-or-no question on stderr; anything but yes is no. */
export async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const abort = new AbortController();
  // The end of the input leaves a question of readline open for ever.
  reader.once("close", () => abort.abort());
  try {
    const answer = await reader.question(`${question} [y/N] `, { signal: abort.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (abort.signal.aborted) return false;
    throw error;
  } finally {
    reader.close();
  }
}

let consola: ConsolaInstance | undefined;

function talk(): ConsolaInstance {
  consola ??= createConsola({
    level: process.env["AO_LOG_LEVEL"] === "debug" ? 4 : 3,
    reporters: [{ log: ({ args }) => writeTalk(args.map(String).join(" ")) }],
    throttle: 0,
  });
  return consola;
}

function writeTalk(line: string): void {
  stderr ??= Bun.stderr.writer();
  stderr.write(`${line}\n`);
}

async function flushTalk(): Promise<void> {
  try {
    await stderr?.flush();
  } catch (error) {
    // Nobody listens: there is no one left to tell.
    if (!isBrokenPipe(error)) throw error;
  }
}

function isBrokenPipe(error: unknown): boolean {
  return isCode(error, "EPIPE");
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
