// An MCP server with one tool, by the official SDK, without sessions.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { z } from "zod";

/** Starts it on a free port; `json` answers with JSON instead of a stream of events. */
export function startMcpServer(options: { json: boolean }): {
  readonly url: string;
  stop(): Promise<void>;
} {
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      if (request.method !== "POST") return new Response(null, { status: 405 });
      const transport = new WebStandardStreamableHTTPServerTransport({
        enableJsonResponse: options.json,
      });
      await createWeatherServer().connect(transport);
      return transport.handleRequest(request);
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}

function createWeatherServer(): McpServer {
  const server = new McpServer(
    { name: "weather", version: "1.0.0" },
    { capabilities: { logging: {} } },
  );
  server.registerTool(
    "get_weather",
    { description: "Current weather", inputSchema: { city: z.string() } },
    async ({ city }, { sendNotification }) => {
      await sendNotification({
        method: "notifications/message",
        params: { level: "info", data: "looking out of the window" },
      });
      return { content: [{ type: "text", text: `It is 21 °C in ${city}.` }] };
    },
  );
  return server;
}
