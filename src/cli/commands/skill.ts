// `ao skill …`: the description of ao for coding agents.
import type { CommandGroup } from "#src/cli/command.ts";

export const skillCommand: CommandGroup = {
  meta: {
    name: "ao skill",
    description:
      "Tell coding agents how to use ao, in a file that is made from the commands' own help.",
  },
  commands: {
    install: {
      summary: "write the description into a project, or bring it up to date",
      load: async () => (await import("#src/cli/skill/install.ts")).installCommand,
    },
    show: {
      summary: "print it",
      load: async () => (await import("#src/cli/skill/show.ts")).showCommand,
    },
  },
  examples: [
    { command: "ao skill install", meaning: "for agents that work in this directory" },
    { command: "ao skill show", meaning: "what it says" },
  ],
};
