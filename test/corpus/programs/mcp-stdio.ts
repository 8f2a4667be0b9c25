// An agent loop whose tools come from an MCP server on standard input and output (this file, too).
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import OpenAI from "openai";
import { z } from "zod";

if (process.argv[2] === "--server") {
  const server = new McpServer({ name: "archive", version: "1.0.0" });
  server.registerTool(
    "search_archive",
    { description: "Searches the city archive", inputSchema: { query: z.string() } },
    async ({ query }) => ({
      content: [
        {
          type: "text",
          text: `Box 17-C holds 3 letters on "${query}", the oldest of 9 February 1884`,
        },
      ],
    }),
  );
  await server.connect(new StdioServerTransport());
} else {
  const openai = new OpenAI();
  const client = new Client({ name: "corpus", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [import.meta.path, "--server"] }),
  );
  const tools = (await client.listTools()).tools.map(({ name, description, inputSchema }) => ({
    type: "function" as const,
    function: { name, description, parameters: inputSchema },
  }));
  const messages: OpenAI.ChatCompletionMessageParam[] = [
    { role: "user", content: "Does the archive have anything on the ferry accident?" },
  ];
  for (;;) {
    const { choices } = await openai.chat.completions.create({ model: "gpt-4o", messages, tools });
    const message = choices[0]!.message;
    messages.push(message);
    if (!message.tool_calls?.length) break;
    for (const call of message.tool_calls as OpenAI.ChatCompletionMessageFunctionToolCall[]) {
      const args = JSON.parse(call.function.arguments);
      const result = await client.callTool({ name: call.function.name, arguments: args });
      const content = (result.content as { text: string }[]).map((part) => part.text).join("\n");
      messages.push({ role: "tool", tool_call_id: call.id, content });
    }
  }
  console.log(messages.at(-1)!.content);
  await client.close();
}
