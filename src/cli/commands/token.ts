// `ao token`: the secret that clients of this installation authenticate with.
import { defineCommand } from "#src/cli/command.ts";
import { printData, say } from "#src/cli/output.ts";
import { rotateToken } from "#src/cli/config/rotate-token.ts";
import { readSettings } from "#src/config/settings.ts";
import { loadToken } from "#src/config/token.ts";

export const tokenCommand = defineCommand({
  meta: { name: "ao token", description: "Print the token that clients authenticate with." },
  args: {
    rotate: { type: "boolean", description: "replace it by a new one; every login ends" },
    json: { type: "boolean", description: "print JSON, for programs" },
  },
  notes: "Whoever has it can read what was recorded and run programs as you. AO_TOKEN replaces it.",
  examples: [
    {
      command: 'curl -H "Authorization: Bearer $(ao token)" http://127.0.0.1:5959/sessions',
      meaning: "ask the server yourself",
    },
    { command: "ao token --rotate", meaning: "after somebody else has seen it" },
  ],
  async run({ args }) {
    const settings = readSettings(process.env);
    if (args.rotate && (await rotateToken(settings))) {
      await say("The server was stopped; the next command starts it with the new token.");
    }
    const token = loadToken(settings);
    await printData(`${args.json ? JSON.stringify({ token }) : token}\n`);
  },
});
