// A server that answers each call with one body, in the form that the call asks for.
import { createServer } from "node:http";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { ReplayAnswer } from "#src/protocol/replay-file.ts";
import { recognize } from "#src/providers/recognizers.ts";

export interface AnswerServer extends AsyncDisposable {
  readonly url: string;
  /** The forms that were asked for, in order. */
  readonly asked: string[];
  /** What is answered from now on. */
  answer(forms: ReplayAnswer["forms"]): void;
}

/** Starts on a free port; parts go out one by one. */
export async function startAnswerServer(): Promise<AnswerServer> {
  let forms: ReplayAnswer["forms"] = {};
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const url = request.url ?? "/";
    const form = wantedForm(url, body === "" ? undefined : JSON.parse(body));
    asked.push(form);
    const answer = forms[form];
    response.statusCode = answer === undefined ? 404 : 200;
    if (answer?.content_type) response.setHeader("content-type", answer.content_type);
    for (const part of answer?.parts ?? []) {
      response.write(Buffer.from(part.content, part.encoding));
      await setImmediate();
    }
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer(next) {
      forms = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function wantedForm(url: string, body: unknown): string {
  const path = url.replace(/\?.*$/, "");
  const recognizer = recognize("POST", path).find((each) => each.matchesBody(body, path));
  return recognizer?.form?.(body, url) ?? "plain";
}
