// `ao server …`: the table of its commands; each is loaded when it is run.
import type { CommandGroup } from "#src/cli/command.ts";

export const serverCommand: CommandGroup = {
  meta: { name: "ao server", description: "Start, stop and inspect the server." },
  commands: {
    start: {
      summary: "start the server, unless it runs",
      load: async () => (await import("#src/cli/server/start.ts")).startCommand,
    },
    stop: {
      summary: "stop the server; everything is saved",
      load: async () => (await import("#src/cli/server/stop.ts")).stopCommand,
    },
    restart: {
      summary: "stop the server and start it again",
      load: async () => (await import("#src/cli/server/restart.ts")).restartCommand,
    },
    status: {
      summary: "say whether the server runs, and where",
      load: async () => (await import("#src/cli/server/status.ts")).statusCommand,
    },
    clear: {
      summary: "delete all sessions",
      load: async () => (await import("#src/cli/server/clear.ts")).clearCommand,
    },
    logs: {
      summary: "show the server's log",
      load: async () => (await import("#src/cli/server/logs.ts")).logsCommand,
    },
    "rewrite-logs": {
      summary: "show the log of the rewriter",
      load: async () => (await import("#src/cli/server/logs.ts")).rewriteLogsCommand,
    },
    "git-logs": {
      summary: "show the log of the code versions",
      load: async () => (await import("#src/cli/server/logs.ts")).gitLogsCommand,
    },
    "clear-logs": {
      summary: "empty all logs",
      load: async () => (await import("#src/cli/server/clear-logs.ts")).clearLogsCommand,
    },
    run: {
      summary: "be the server, in the foreground",
      hidden: true,
      load: async () => (await import("#src/cli/server/run.ts")).runCommand,
    },
  },
  examples: [
    { command: "ao server status", meaning: "whether it runs, and at which address" },
    { command: "ao server logs -f", meaning: "follow its log" },
  ],
  notes:
    "The server starts by itself when a command needs it, and stops after 20 minutes with nothing connected (AO_IDLE_TIMEOUT, in seconds; 0 is never).",
};
