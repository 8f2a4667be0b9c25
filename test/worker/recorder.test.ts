import { describe, expect, test, vi } from "vitest";
import type { RecordedCall } from "#src/intercept/call-recorder.ts";
import type { CallEnd, CallStart, RunnerEvent } from "#src/protocol/runner-event.ts";
import type { Static } from "@sinclair/typebox";
import { parseMultipart } from "#src/providers/multipart.ts";
import { createAnswers } from "#src/worker/answers.ts";
import { type RecorderOptions, createRecorder } from "#src/worker/recorder.ts";
import { readReplayFile } from "#src/worker/replay-reader.ts";
import { type RecordedLine, writeReplayFile } from "#test/support/replay-file.ts";

test("a failure of ao is reported once per place, without the secrets it quotes", () => {
  vi.stubEnv("OPENAI_API_KEY", "sk-1234567890");
  try {
    const events: RunnerEvent[] = [];
    const spool = { streamId: "1-a", append: (event: RunnerEvent) => events.push(event) > 0 };
    const recorder = createRecorder({
      spool,
      configured: [],
      answers: null,
      placeholders: [],
      process: "0",
      currentSubrun: () => null,
    });
    const text = 'no URL: "https://ann:hunter22@host/v1?api_key=abc&model=m", key sk-1234567890';
    recorder.report("fetch", text);
    recorder.report("fetch", text);
    expect(events).toEqual([
      {
        type: "runner-log",
        level: "error",
        message: 'fetch: no URL: "https://host/v1?api_key=removed&model=m", key [secret removed]',
      },
    ]);
  } finally {
    vi.unstubAllEnvs();
  }
});

interface Asked {
  readonly call: RecordedCall | null;
  readonly events: RunnerEvent[];
}

interface Request {
  readonly body: string | Uint8Array;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(
  { body, path = "/v1/chat/completions", headers = {} }: Request,
  calls: readonly RecordedLine[],
  options: Partial<RecorderOptions> = {},
): Asked {
  const events: RunnerEvent[] = [];
  const spool = { streamId: "1-a", append: (event: RunnerEvent) => events.push(event) > 0 };
  const answers = createAnswers(readReplayFile(writeReplayFile(calls)));
  const recorder = createRecorder({
    spool,
    configured: [],
    answers: () => answers,
    placeholders: [],
    process: "0",
    currentSubrun: () => null,
    ...options,
  });
  expect(recorder.mayAnswer).toBe(true);
  const call =
    recorder
      .consider({
        method: "POST",
        url: `https://provider.example${path}`,
        header: (name) => headers[name] ?? null,
      })
      ?.begin(body) ?? null;
  return { call, events };
}

function end({ call, events }: Asked): CallEnd {
  const status = call?.cached?.status ?? 200;
  call?.respond({ status, decoded: true, header: () => "application/json" });
  call?.end();
  return events.at(-1) as CallEnd;
}

const question = { model: "m", messages: [{ role: "user", content: "Hi" }] };

const form = (boundary: string): string =>
  ["model", "file"]
    .map((name) => {
      const file = name === "file" ? '; filename="a.wav"' : "";
      return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${name}\r\n`;
    })
    .join("") + `--${boundary}--\r\n`;
const type = (boundary: string): string => `multipart/form-data; boundary=${boundary}`;

describe("a call of a re-run", () => {
  test("with an edited input tells what was asked and what was sent", () => {
    const send = JSON.stringify({ ...question, model: "other" });
    const asked = ask({ body: JSON.stringify(question) }, [
      { body: question, edited: "input", send },
    ]);
    expect(asked.call).toMatchObject({ cached: null, send });
    const start = asked.events[0] as Static<typeof CallStart>;
    expect(start.request.content).toBe(send);
    expect(start.asked?.content).toBe(JSON.stringify(question));
    expect(end(asked)).toMatchObject({ source: "live", edited: "input", outcome: "ok" });
  });

  test("in a subrun and a process has the answer of that place", () => {
    const asked = ask(
      { body: JSON.stringify(question) },
      [
        { body: question, answer: "here" },
        { body: question, answer: "there", process: "0.1", subrun: "a" },
      ],
      { process: "0.1", currentSubrun: () => ({ id: "abcdefghjkmp", path: "a" }) },
    );
    expect(Buffer.concat(asked.call?.cached?.parts ?? []).toString()).toBe("there");
    expect(asked.events[0]).toMatchObject({ process: "0.1", subrun: "abcdefghjkmp" });
    expect(end(asked)).toMatchObject({ subrun: "abcdefghjkmp", source: "cache" });
  });

  test.each<[string, Record<string, string>, string]>([
    ["a header", { authorization: "Bearer ao-stand-in" }, "/v1/chat/completions"],
    ["the URL", {}, "/v1/chat/completions?key=ao-stand-in"],
  ])("does not leave with a stand-in for a key in %s", (_, headers, path) => {
    const placeholders = [{ name: "OPENAI_API_KEY", value: "ao-stand-in" }];
    const body = JSON.stringify(question);
    const asked = ask({ body, headers, path }, [], { answers: null, placeholders });
    expect(asked.call?.cached?.status).toBe(401);
    expect(Buffer.concat(asked.call?.cached?.parts ?? []).toString()).toContain(
      "ao: this call is not in the cache and OPENAI_API_KEY is not set: set it and run again",
    );
    expect(end(asked)).toMatchObject({
      outcome: "error",
      source: "live",
      error: { name: "NotSent" },
      reason: "not sent: it is not in the cache, and OPENAI_API_KEY is not set",
    });
    expect(
      ask({ body, path: "/v1/chat/completions" }, [], { placeholders }).call?.cached,
    ).toBeNull();
  });

  test("without the cache its stand-in is not blamed on the cache", () => {
    const placeholders = [{ name: "OPENAI_API_KEY", value: "ao-stand-in" }];
    const answers = createAnswers(readReplayFile(writeReplayFile([], { cache: false })));
    const headers = { authorization: "Bearer ao-stand-in" };
    const body = JSON.stringify(question);
    const asked = ask({ body, headers }, [], { answers: () => answers, placeholders });
    expect(Buffer.concat(asked.call?.cached?.parts ?? []).toString()).toContain(
      "ao: the cache was switched off and OPENAI_API_KEY is not set: set it and run again",
    );
    const reason = "not sent, because the cache was switched off and OPENAI_API_KEY is not set";
    expect(end(asked).reason).toBe(reason);
  });

  test("with an edited input is not sent under the signature of the other one", () => {
    const send = JSON.stringify({ ...question, model: "other" });
    const body = JSON.stringify(question);
    const headers = { authorization: "AWS4-HMAC-SHA256 Credential=x" };
    const asked = ask({ body, headers }, [{ body: question, edited: "input", send }]);
    expect(asked.call?.cached?.status).toBe(403);
    expect(end(asked).reason).toMatch(
      /^not sent, though edited: .*its signature is that of the request before the edit$/,
    );
  });

  test("is found again as a form, whatever its boundary is", () => {
    const path = "/v1/audio/transcriptions";
    const recorded = {
      operation: "openai.transcription",
      path,
      body: parseMultipart(Buffer.from(form("one")), type("one")),
      answer: '{"text":"hello"}',
    };
    const request = { path, body: form("two"), headers: { "content-type": type("two") } };
    expect(ask(request, [recorded]).call?.cached).not.toBeNull();
  });
});

describe("a call whose client cannot be given an answer", () => {
  const standIn = { name: "OPENAI_API_KEY", value: "sk-stand-in" };
  const cases: [string, { offline: boolean }, string, string | null][] = [
    ["stays in an offline run", { offline: true }, "sk-real", "because the run is offline"],
    ["stays where its key is a stand-in", { offline: false }, "sk-stand-in", "is not set"],
    ["goes out in all others", { offline: false }, "sk-real", null],
  ];
  test.each(cases)("%s", (_, head, key, refusal) => {
    const answers = createAnswers(readReplayFile(writeReplayFile([], head)));
    const recorder = createRecorder({
      spool: { streamId: "1-a", append: () => true },
      configured: [],
      answers: () => answers,
      placeholders: [standIn],
      process: "0",
      currentSubrun: () => null,
    });
    const candidate = recorder.consider({
      method: "POST",
      url: "https://provider.example/v1/chat/completions",
      header: (name) => (name === "authorization" ? `Bearer ${key}` : null),
      answerable: false,
    });
    expect(candidate?.mayRefuse).toBe(refusal !== null);
    const call = candidate?.begin(JSON.stringify(question));
    if (refusal === null) expect(call?.cached).toBeNull();
    else expect(call?.cached?.refusal).toContain(refusal);
  });
});
