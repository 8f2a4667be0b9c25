// MCP over streamable HTTP, called by the program itself between two calls of a model.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

const http = createServer(async (request, response) => {
  const server = new McpServer({ name: "herbarium", version: "1.0.0" });
  server.registerTool(
    "find_specimen",
    { description: "Finds a pressed plant", inputSchema: { genus: z.string() } },
    async ({ genus }) => ({
      content: [
        {
          type: "text",
          text: `Sheet 4410: ${genus} montana, collected above Bergamo by Teresa Villa in 1903`,
        },
      ],
    }),
  );
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(request, response);
}).listen(0, "127.0.0.1");
await new Promise((resolve) => http.once("listening", resolve));
const url = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`);

const anthropic = new Anthropic();
async function ask(content: string) {
  const message = await anthropic.messages.create({
    model: "claude-sonnet-5",
    max_tokens: 300,
    messages: [{ role: "user", content }],
  });
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

const client = new Client({ name: "corpus", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(url));
const genus = await ask(
  "Which plant do Alpine herdsmen rub on bruises? Reply with the scientific name only.",
);
const result = await client.callTool({ name: "find_specimen", arguments: { genus } });
const [specimen] = result.content as { text: string }[];
console.log(await ask(`Write a display card for this find: ${specimen!.text}`));
await client.close();
http.close();
