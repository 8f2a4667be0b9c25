// A tool call by the official MCP client.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** Connects, calls the tool, closes; the call is the last POST. */
export async function callMcpTool(url: string): Promise<void> {
  const client = new Client({ name: "recorder", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(new URL(url));
  // The SDK's types do not hold under exactOptionalPropertyTypes.
  await client.connect(transport as never);
  await client.callTool({ name: "get_weather", arguments: { city: "Zürich" } });
  await client.close();
}
