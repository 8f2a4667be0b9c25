// `ao skill show`: the description of ao for coding agents, on stdout.
import { defineCommand } from "#src/cli/command.ts";
import { printData, printJson } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";

export const showCommand = defineCommand({
  meta: { name: "ao skill show", description: "Print the description for coding agents." },
  args: { json: jsonOption },
  examples: [{ command: "ao skill show > AGENTS-ao.md", meaning: "put it where you want it" }],
  async run({ args }) {
    const { renderSkill } = await import("#src/cli/skill/render-skill.ts");
    const text = await renderSkill();
    return args.json ? printJson({ text }) : printData(text);
  },
});
