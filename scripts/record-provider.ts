// Re-records test/fixtures/providers: the real SDKs talk to `@copilotkit/aimock` through a proxy that
// keeps each request and response as bytes. Needs no key and no network. Run: bun scripts/record-provider.ts
import { LLMock } from "@copilotkit/aimock";
import { startRecordingProxy } from "./record-provider/recording-proxy.ts";
import { teachMock } from "./record-provider/mock-answers.ts";
import { type Recording, chatRecordings } from "./record-provider/chat-recordings.ts";
import { writeHandWritten } from "./record-provider/hand-written.ts";
import { startMcpServer } from "./record-provider/mcp-server.ts";
import { callMcpTool } from "./record-provider/mcp-recording.ts";
import { otherRecordings } from "./record-provider/other-recordings.ts";

const FIXTURES = new URL("../test/fixtures/providers/", import.meta.url).pathname;
const only = process.argv[2];

const mock = new LLMock({ port: 0, chunkSize: 7 });
teachMock(mock);
await mock.start();
const proxy = startRecordingProxy(mock.url, FIXTURES);
const recordings: readonly Recording[] = [...chatRecordings, ...otherRecordings];
try {
  for (const recording of recordings) {
    if (only !== undefined && !recording.name.startsWith(only)) continue;
    proxy.recordAs(recording.name, recording.operation);
    await recording.run(proxy.url);
    console.log(`${recording.name}: ${proxy.taken()}`);
  }
  for (const [name, json] of [
    ["mcp/json", true],
    ["mcp/events", false],
  ] as const) {
    const server = startMcpServer({ json });
    proxy.recordAs(name, "mcp.tools-call", server.url);
    await callMcpTool(`${proxy.url}/mcp`);
    await server.stop();
    console.log(`${name}: ${proxy.taken()}`);
  }
  writeHandWritten(FIXTURES);
} finally {
  await proxy.stop();
  await mock.stop();
}
