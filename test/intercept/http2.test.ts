import {
  type ClientHttp2Stream,
  type Http2Server,
  type ServerHttp2Stream,
  connect,
  createServer,
} from "node:http2";
import type { AddressInfo } from "node:net";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { installBuiltins } from "#src/intercept/install.ts";
import { type MemoryRecorder, createMemoryRecorder } from "#test/support/memory-recorder.ts";

const ANSWER = JSON.stringify({
  output: { message: { role: "assistant", content: [{ text: "hello" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
});

let server: Http2Server;
let url: string;
let recorder: MemoryRecorder;
let restore: () => void;

beforeEach(async () => {
  server = createServer();
  server.on("stream", (stream: ServerHttp2Stream, headers) => {
    const path = String(headers[":path"]);
    let body = "";
    stream.on("error", () => undefined);
    stream.on("data", (part: Buffer) => (body += part.toString()));
    stream.on("end", () => {
      if (path.includes("hang")) return;
      if (path.includes("throttled")) {
        stream.respond({ ":status": 429, "content-type": "application/json" });
        stream.end('{"message":"slow down"}');
        return;
      }
      stream.respond({ ":status": 200, "content-type": "application/json" });
      if (path.includes("echo")) stream.write("echo ");
      stream.end(path.includes("echo") ? body : ANSWER);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  recorder = createMemoryRecorder(({ method }) => method === "POST");
  restore = installBuiltins(recorder);
});

afterEach(() => {
  restore();
  server.close();
  expect(recorder.reports).toEqual([]);
});

async function onStream(
  path: string,
  use: (stream: ClientHttp2Stream) => void,
): Promise<{ text: string; error: Error | null }> {
  const session = connect(url);
  try {
    return await new Promise((resolve) => {
      let text = "";
      let failure: Error | null = null;
      const stream = session.request({ ":method": "POST", ":path": path });
      stream.on("data", (part: Buffer) => (text += part.toString()));
      stream.on("error", (error) => (failure = error));
      stream.on("close", () => resolve({ text, error: failure }));
      use(stream);
    });
  } finally {
    session.destroy();
  }
}

test("http2: a stream's request and response are recorded", async () => {
  const { text } = await onStream("/echo", (stream) => {
    stream.write("one ");
    stream.end("two");
  });
  expect(text).toBe("echo one two");
  expect(recorder.calls).toMatchObject([
    { url: `${url}/echo`, body: "one two", text, status: 200, outcome: "ended", decoded: false },
  ]);
});

test.each([
  ["destroys it", "cancelled", (stream: ClientHttp2Stream) => stream.destroy()],
  ["closes it", "cancelled", (stream: ClientHttp2Stream) => stream.close(8)],
  ["destroys it with an error", "failed", (s: ClientHttp2Stream) => s.destroy(new Error("mine"))],
])("http2: a stream is over when the program %s", async (_name, outcome, stop) => {
  await onStream("/hang", (stream) => {
    stream.end("{}");
    setTimeout(() => stop(stream), 30);
  });
  expect(recorder.calls).toMatchObject([{ outcome, body: "{}" }]);
});

function createClient(endpoint = url): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
}

const messages = [{ role: "user" as const, content: [{ text: "hi" }] }];

test("http2: the AWS SDK's call to Bedrock is recorded, and its answer unchanged", async () => {
  const client = createClient();
  const result = await client.send(new ConverseCommand({ modelId: "m", messages }));
  expect(result.output?.message?.content?.[0]?.text).toBe("hello");
  client.destroy();
  expect(recorder.calls).toMatchObject([
    { url: `${url}/model/m/converse`, method: "POST", text: ANSWER, outcome: "ended" },
  ]);
  expect(JSON.parse(recorder.calls[0]?.body ?? "")).toEqual({ messages });
});

test("http2: an error status of Bedrock is recorded with its body", async () => {
  const client = createClient();
  const sent = client.send(new ConverseStreamCommand({ modelId: "throttled", messages }));
  await expect(sent).rejects.toThrow("slow down");
  client.destroy();
  expect(recorder.calls).toMatchObject([{ status: 429, text: '{"message":"slow down"}' }]);
});

const converse = async (endpoint: string): Promise<string | undefined> => {
  const client = createClient(endpoint);
  const result = await client.send(new ConverseCommand({ modelId: "m", messages }));
  client.destroy();
  return result.output?.message?.content?.[0]?.text;
};

/** Recording begins anew: the answers decide what is patched. */
function rerun(answers: Partial<Pick<MemoryRecorder, "answer" | "send">>): void {
  restore();
  Object.assign(recorder, answers);
  restore = installBuiltins(recorder);
}

describe("a re-run over http2", () => {
  const parts = [ANSWER.slice(0, 20), ANSWER.slice(20)].map((part) =>
    new TextEncoder().encode(part),
  );
  const cached = () => ({ status: 200, contentType: "application/json", parts });

  test.each(["http://provider.invalid", "https://provider.invalid"])(
    "a cached answer is given without a server: %s",
    async (endpoint) => {
      rerun({ answer: cached });
      expect(await converse(endpoint)).toBe("hello");
      expect(recorder.calls).toMatchObject([{ text: ANSWER, status: 200, outcome: "ended" }]);
    },
  );

  test("what has no answer goes out, and what comes is the program's", async () => {
    rerun({ answer: () => null });
    expect(await converse(url)).toBe("hello");
    expect(recorder.calls).toMatchObject([{ text: ANSWER, status: 200, outcome: "ended" }]);
    await expect(converse("http://127.0.0.1:1")).rejects.toThrow();
  });

  describe("of a client that cannot be given an answer", () => {
    let bodies: string[];
    beforeEach(() => {
      bodies = [];
      server.prependListener("stream", (stream: ServerHttp2Stream) => {
        stream.on("data", (part: Buffer) => bodies.push(part.toString()));
      });
    });

    test("what must not leave stays, and fails with the reason", async () => {
      rerun({ answer: () => ({ ...cached(), status: 403, refusal: "the run is offline" }) });
      const { text, error } = await onStream("/v1/hang", (stream) => {
        stream.write("{", () => stream.write('"a":1'));
        setTimeout(() => stream.end("}"), 20);
      });
      expect([text, error?.message]).toEqual(["", "the run is offline"]);
      expect(bodies).toEqual([]);
      expect(recorder.calls).toMatchObject([{ outcome: "failed" }]);
    });

    test("all else goes out, whole, as soon as it is known", async () => {
      rerun({ answer: () => null });
      const { text, error } = await onStream("/v1/echo", (stream) => {
        stream.write("{");
        stream.end("}");
      });
      expect([text, error]).toEqual(["echo {}", null]);
    });
  });

  test("an edited request goes out", async () => {
    const bodies: string[] = [];
    server.prependListener("stream", (stream: ServerHttp2Stream) => {
      let body = "";
      stream.on("data", (part: Buffer) => (body += part.toString()));
      stream.on("end", () => bodies.push(body));
    });
    rerun({ send: () => '{"edited":true}' });
    expect(await converse(url)).toBe("hello");
    expect(bodies).toEqual(['{"edited":true}']);
  });
});
