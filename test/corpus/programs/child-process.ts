// Part of the work is done by a child process, which calls the model itself.
import { spawnSync } from "node:child_process";
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

if (process.argv[2] === "--child") {
  console.log(await ask(`Describe the smell of this place in one sentence: ${process.argv[3]}`));
} else {
  const place = await ask("Invent a shop that no longer exists. One sentence.");
  const child = spawnSync(process.execPath, [import.meta.path, "--child", place], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(child.stderr);
  console.log(
    await ask(`Write the first line of a novel.\nPlace: ${place}\nSmell: ${child.stdout.trim()}`),
  );
}
