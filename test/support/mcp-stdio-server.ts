// A real MCP server on standard input and output, for tests: `echo` answers after `delay_ms`, `fail`
// throws, `die` ends the process, `hang` never answers.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "test", version: "1" });
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

server.registerTool(
  "echo",
  { inputSchema: { text: z.string(), delay_ms: z.number().optional() } },
  async ({ text: value, delay_ms: delay = 0 }) => {
    await Bun.sleep(delay);
    return text(value);
  },
);
server.registerTool("fail", { inputSchema: {} }, () => {
  throw new Error("the tool failed");
});
server.registerTool("die", { inputSchema: {} }, () => process.exit(3));
server.registerTool("hang", { inputSchema: {} }, () => new Promise(() => undefined));

await server.connect(new StdioServerTransport());
