// The command table: every command's name, its line in `ao --help`, and how to load it.
// Loads nothing itself. To add a command: a file in commands/ and a line here.
import type { CommandEntry } from "#src/cli/command.ts";

/** Headings of `ao --help` and the commands under each, in order. */
export const COMMAND_GROUPS: Readonly<Record<string, Readonly<Record<string, CommandEntry>>>> = {
  "Record and look": {
    record: {
      summary: "run a program and record its LLM and tool calls",
      load: async () => (await import("#src/cli/commands/record.ts")).recordCommand,
    },
    rerun: {
      summary: "run a recorded program again, unchanged calls from the cache",
      load: async () => (await import("#src/cli/commands/rerun.ts")).rerunCommand,
    },
    sessions: {
      summary: "list what was recorded",
      load: async () => (await import("#src/cli/commands/sessions.ts")).sessionsCommand,
    },
    search: {
      summary: "find calls by what was said in them",
      load: async () => (await import("#src/cli/commands/search.ts")).searchCommand,
    },
    runs: {
      summary: "list the runs of a session",
      load: async () => (await import("#src/cli/commands/runs.ts")).runsCommand,
    },
    graph: {
      summary: "show a run's calls and what flowed between them",
      load: async () => (await import("#src/cli/commands/graph.ts")).graphCommand,
    },
    node: {
      summary: "show one call: its input, output and where they came from",
      load: async () => (await import("#src/cli/commands/node.ts")).nodeCommand,
    },
    diff: {
      summary: "compare two runs call by call",
      load: async () => (await import("#src/cli/commands/diff.ts")).diffCommand,
    },
    output: {
      summary: "print what a recorded program wrote",
      load: async () => (await import("#src/cli/commands/output.ts")).outputCommand,
    },
    log: {
      summary: "show what a program said of its run",
      load: async () => (await import("#src/cli/commands/log.ts")).logCommand,
    },
    edit: {
      summary: "put something in place of a call's input or output, for re-runs",
      load: async () => (await import("#src/cli/commands/edit.ts")).editCommand,
    },
    test: {
      summary: "freeze a run as an offline test, and check such tests",
      load: async () => (await import("#src/cli/commands/test.ts")).testCommand,
    },
    export: {
      summary: "write a run as one HTML file for somebody without ao",
      load: async () => (await import("#src/cli/commands/export.ts")).exportCommand,
    },
    open: {
      summary: "open the web interface in a browser",
      load: async () => (await import("#src/cli/commands/open.ts")).openCommand,
    },
  },
  "Keep order": {
    name: {
      summary: "give a session another name",
      load: async () => (await import("#src/cli/commands/name.ts")).nameCommand,
    },
    stop: {
      summary: "stop a program that is being recorded",
      load: async () => (await import("#src/cli/commands/stop.ts")).stopCommand,
    },
    label: {
      summary: "give a run a short label",
      load: async () => (await import("#src/cli/commands/label.ts")).labelCommand,
    },
    note: {
      summary: "attach a note to a run",
      load: async () => (await import("#src/cli/commands/note.ts")).noteCommand,
    },
    result: {
      summary: "say whether a run was satisfactory",
      load: async () => (await import("#src/cli/commands/result.ts")).resultCommand,
    },
    rm: {
      summary: "delete sessions, or one run of a session",
      load: async () => (await import("#src/cli/commands/rm.ts")).rmCommand,
    },
  },
  "ao itself": {
    server: {
      summary: "start, stop and inspect the server",
      load: async () => (await import("#src/cli/commands/server.ts")).serverCommand,
    },
    config: {
      summary: "read and change the settings",
      load: async () => (await import("#src/cli/commands/config.ts")).configCommand,
    },
    token: {
      summary: "print the token that clients authenticate with",
      load: async () => (await import("#src/cli/commands/token.ts")).tokenCommand,
    },
    doctor: {
      summary: "find out what is wrong and how to mend it",
      load: async () => (await import("#src/cli/commands/doctor.ts")).doctorCommand,
    },
    skill: {
      summary: "tell coding agents how to use ao",
      load: async () => (await import("#src/cli/commands/skill.ts")).skillCommand,
    },
    types: {
      summary: "write the types of the module that programs can import",
      load: async () => (await import("#src/cli/commands/types.ts")).typesCommand,
    },
    completions: {
      summary: "print tab completion for bash, zsh or fish",
      load: async () => (await import("#src/cli/commands/completions.ts")).completionsCommand,
    },
    __rerun: {
      summary: "run a program again in the background",
      hidden: true,
      load: async () => (await import("#src/cli/commands/background-rerun.ts")).backgroundCommand,
    },
    __complete: {
      summary: "complete a command line",
      hidden: true,
      load: async () => (await import("#src/cli/commands/complete.ts")).completeCommand,
    },
  },
};

/** All commands by name. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = Object.assign(
  {},
  ...Object.values(COMMAND_GROUPS),
);
