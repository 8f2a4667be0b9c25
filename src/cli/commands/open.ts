// `ao open`: the web interface in a browser, logged in through a code that works once.
import { defineCommand } from "#src/cli/command.ts";
import { openBrowser } from "#src/cli/open-browser.ts";
import { printData, printJson, say } from "#src/cli/output.ts";
import { connect } from "#src/cli/session-api.ts";
import { jsonOption, sessionArgument } from "#src/cli/shared-arguments.ts";

export const openCommand = defineCommand({
  meta: { name: "ao open", description: "Open the web interface in a browser." },
  args: {
    session: { ...sessionArgument, required: false },
    browser: {
      type: "boolean",
      default: true,
      description: "start a browser",
      negativeDescription: "print the address instead of starting a browser",
    },
    json: jsonOption,
  },
  values: { session: "session" },
  notes: "The address holds a code that logs in one browser, once, within a minute.",
  examples: [
    { command: "ao open", meaning: "all sessions" },
    { command: "ao open last", meaning: "the newest one" },
    { command: "ao open --no-browser", meaning: "an address to open elsewhere" },
  ],
  async run({ args }) {
    const { api, server } = await connect();
    const session = args.session === undefined ? null : await api.findSession(args.session);
    const { code, expires_in } = await api.loginCode();
    const query = session === null ? "" : `?session=${session.session_id}`;
    const url = `${server.url}/login${query}#${code}`;
    if (args.json) return printJson({ url, expires_in });
    if (args.browser && (await openBrowser(url))) return say(`Opened ${server.url}/${query}`);
    await printData(`${url}\n`);
    await say(`Open it within ${expires_in} seconds; it works once.`);
  },
});
