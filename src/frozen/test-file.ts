// Writes and reads the files of `ao test` (protocol/test-file.ts). Runs in the CLI.
import { type Static, type TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { readFileSync } from "node:fs";
import { AoError, describeThrown } from "#src/errors.ts";
import { describeSystemError } from "#src/config/system-error.ts";
import { processOf } from "#src/protocol/clock-readings.ts";
import { isObject } from "#src/protocol/json.ts";
import { EXACT, type MatchRule } from "#src/protocol/replay.ts";
import type { ReplayEntry } from "#src/protocol/replay-file.ts";
import { requestKey } from "#src/providers/request-key.ts";
import {
  type FrozenCall,
  type FrozenRun,
  TestCall,
  TestHead,
  TestReadings,
  TestText,
} from "#src/protocol/test-file.ts";
import { createTextSharing, putTextsBack } from "#src/frozen/shared-texts.ts";

/** The text of a file. */
export function formatTestFile({ head, readings, calls }: FrozenRun): string {
  const sharing = createTextSharing();
  const lines: unknown[] = [head, ...readings];
  for (const frozen of calls) {
    const { call, path, entry, answer, more_forms, request } = withoutKeys(frozen, head);
    const shared = sharing.share(request);
    lines.push(...shared.texts, { call, path, entry, request: shared.value, answer, more_forms });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Key and hash are left out where they follow from the rest. */
function withoutKeys(call: FrozenCall, head: TestHead): TestCall {
  const { key, hash, ...entry } = call.entry;
  const { path: _path, ...others } = call;
  const made = keysOf(call, head);
  const isMade = made !== null && made.key === key && made.hash === hash;
  return isMade ? { ...call, entry } : { ...others, entry: call.entry };
}

function keysOf(
  { path, entry, request }: Pick<TestCall, "path" | "entry" | "request">,
  { match }: TestHead,
): Pick<ReplayEntry, "key" | "hash"> | null {
  if (path === undefined) return null;
  const keyUnder = (rule: MatchRule): string =>
    requestKey(entry.operation, path, request ?? undefined, rule);
  return { key: keyUnder(match), hash: keyUnder(EXACT) };
}

/** @throws AoError `bad_input` naming the line that is wrong. */
export function readTestFile(path: string): FrozenRun {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new AoError(
      "bad_input",
      `Cannot read the test "${path}": ${describeSystemError(error)}`,
      {
        hint: "to make one: ao test --freeze <session>",
        cause: error,
      },
    );
  }
  return parseTestFile(text, path);
}

function parseTestFile(text: string, path: string): FrozenRun {
  const lines = text.split("\n").map((line, index) => parseLine(line, path, index + 1));
  const [first, ...rest] = lines;
  assertVersion(isObject(first?.value) ? first.value["ao_test"] : undefined, path);
  if (first === undefined) throw wrong(path, 1, NO_TEST);
  const head = check(TestHead, first, path);
  const texts = new Map<string, string>();
  const readings: FrozenRun["readings"][number][] = [];
  const calls: FrozenRun["calls"][number][] = [];
  for (const line of rest) {
    if (line.value === null) continue;
    if (has(line.value, "readings")) readings.push(checkReadings(line, path));
    else if (has(line.value, "text")) {
      const { text: name, value } = check(TestText, line, path);
      texts.set(name, value);
    } else {
      const call = check(TestCall, line, path);
      calls.push(withKeys({ ...call, request: putTextsBack(call.request, texts) }, head));
    }
  }
  return { head, readings, calls };
}

const VERSION = 1;
const NO_TEST = "it does not start like a test of ao";

function assertVersion(version: unknown, path: string): void {
  if (version === VERSION) return;
  if (typeof version !== "number" || version < VERSION) throw wrong(path, 1, NO_TEST);
  const known = `it is of format ${version}, this ao knows up to ${VERSION}`;
  throw new AoError("bad_input", `Cannot read the test "${path}": ${known}: update ao`);
}

/** Inside the program, where they are read, nobody could say what is wrong. */
function checkReadings(line: Line, path: string): TestReadings {
  const readings = check(TestReadings, line, path);
  try {
    const packed = Buffer.from(readings.readings, "base64");
    if (processOf(Bun.inflateSync(packed)) !== null) return readings;
  } catch {
    // No compressed data: damaged, too.
  }
  throw wrong(path, line.number, "its clock readings are damaged");
}

function withKeys(call: TestCall, head: TestHead): FrozenCall {
  const { key, hash } = call.entry;
  const keys = keysOf(call, head) ?? { key: key ?? "", hash: hash ?? "" };
  return { ...call, entry: { ...call.entry, ...keys } };
}

interface Line {
  readonly number: number;
  readonly value: unknown;
}

function parseLine(line: string, path: string, number: number): Line {
  // Git may have written it with carriage returns.
  const text = line.trim();
  if (text === "") return { number, value: null };
  try {
    return { number, value: JSON.parse(text) as unknown };
  } catch (error) {
    throw wrong(path, number, describeThrown(error));
  }
}

function check<Schema extends TSchema>(schema: Schema, line: Line, path: string): Static<Schema> {
  if (Value.Check(schema, line.value)) return line.value;
  const problem = Value.Errors(schema, line.value).First();
  throw wrong(path, line.number, `${problem?.path ?? ""} ${problem?.message ?? ""}`.trim());
}

function has(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key);
}

function wrong(path: string, line: number, why: string): AoError {
  return new AoError("bad_input", `Cannot read the test "${path}": line ${line}: ${why}`);
}
