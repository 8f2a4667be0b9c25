// An MCP server returns a long JSON of listings; the model picks one; two of its fields make a mail.
import Anthropic from "@anthropic-ai/sdk";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

interface Listing {
  id: string;
  street: string;
  rooms: number;
  rent: number;
  balcony: boolean;
  agent: string;
}

const streets = [
  "Weberstieg",
  "Kornmarkt",
  "Am Alten Hafen",
  "Lindenhof",
  "Gerbergasse",
  "Rosenweg",
];
const agents = ["Wiebke Saathoff", "Dilan Aksoy", "Hartmut Preuß", "Chiara Bonetti"];
const listings: Listing[] = Array.from({ length: 36 }, (_, i) => ({
  id: `LX-${2200 + i * 13}`,
  street: `${streets[i % streets.length]} ${((i * 7) % 48) + 1}`,
  rooms: (i % 4) + 1,
  rent: 480 + ((i * 37) % 900),
  balcony: i % 3 === 0,
  agent: agents[i % agents.length]!,
}));

if (process.argv[2] === "--server") {
  const server = new McpServer({ name: "flats", version: "0.3.0" });
  server.registerTool(
    "search_listings",
    { description: "All flats on offer in a town", inputSchema: { town: z.string() } },
    async () => ({ content: [{ type: "text", text: JSON.stringify(listings, null, 1) }] }),
  );
  await server.connect(new StdioServerTransport());
} else {
  const anthropic = new Anthropic();
  const mcp = new Client({ name: "flat-hunter", version: "1.0.0" });
  await mcp.connect(
    new StdioClientTransport({ command: process.execPath, args: [import.meta.path, "--server"] }),
  );
  const tools = (await mcp.listTools()).tools.map(({ name, description, inputSchema }) => ({
    name,
    description: description ?? "",
    input_schema: inputSchema as Anthropic.Tool.InputSchema,
  }));
  const messages: Anthropic.MessageParam[] = [
    {
      role: "user",
      content:
        'Find me a flat in Emden: three rooms, balcony, below 1000 euros. End with a line of JSON {"id": …, "reason": …}.',
    },
  ];
  let found: Listing[] = [];
  let text = "";
  for (;;) {
    const message = await anthropic.messages.create({
      model: "claude-sonnet-5",
      max_tokens: 1500,
      tools,
      messages,
    });
    messages.push({ role: "assistant", content: message.content });
    text = message.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("");
    const calls = message.content.filter((block) => block.type === "tool_use");
    if (calls.length === 0) break;
    const results: Anthropic.ToolResultBlockParam[] = [];
    for (const call of calls) {
      const result = await mcp.callTool({
        name: call.name,
        arguments: call.input as Record<string, unknown>,
      });
      const [{ text: json }] = result.content as [{ text: string }];
      found = JSON.parse(json) as Listing[];
      results.push({ type: "tool_result", tool_use_id: call.id, content: json });
    }
    messages.push({ role: "user", content: results });
  }

  const choice = JSON.parse(/\{.*\}/s.exec(text)![0]) as { id: string; reason: string };
  const flat = found.find(({ id }) => id === choice.id)!;
  const mail = await anthropic.messages.create({
    model: "claude-haiku-5",
    max_tokens: 500,
    messages: [
      {
        role: "user",
        content: `Write to ${flat.agent} and ask for a viewing of ${flat.street} on behalf of Enno Dirks.`,
      },
    ],
  });
  console.log(mail.content[0]);
  await mcp.close();
}
