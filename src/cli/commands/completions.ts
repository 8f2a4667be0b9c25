// `ao completions`: the script that a shell evaluates at its start.
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;

export const completionsCommand = defineCommand({
  meta: { name: "ao completions", description: "Print the tab completion for a shell." },
  args: {
    shell: { type: "positional", required: true, description: "bash, zsh or fish" },
    json: jsonOption,
  },
  values: { shell: SHELLS },
  examples: [
    { command: 'eval "$(ao completions bash)"', meaning: "put it into ~/.bashrc" },
    { command: 'eval "$(ao completions zsh)"', meaning: "into ~/.zshrc, behind compinit" },
    { command: "ao completions fish | source", meaning: "into ~/.config/fish/config.fish" },
  ],
  async run({ args }) {
    const { SCRIPTS } = await import("#src/cli/completion/scripts.ts");
    const shell = SHELLS.find((name) => name === args.shell) ?? "bash";
    if (args.json) await printJson({ shell, script: SCRIPTS[shell] });
    else await printData(SCRIPTS[shell]);
  },
});
