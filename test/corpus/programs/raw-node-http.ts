// No SDK: node:http, with a streamed answer read by hand.
import { request } from "node:http";

function ask(prompt: string): Promise<string> {
  const body = JSON.stringify({
    model: "gpt-4o-mini",
    stream: true,
    messages: [{ role: "user", content: prompt }],
  });
  return new Promise((resolve, reject) => {
    const call = request(
      `${process.env.OPENAI_BASE_URL}/chat/completions`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece) => (text += piece));
        response.on("end", () => {
          const pieces = text.split("\n").filter((line) => line.startsWith("data: {"));
          resolve(
            pieces
              .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "")
              .join(""),
          );
        });
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

const rule = await ask("Invent a rule for a card game about migrating birds.");
const flaw = await ask(`Find the loophole in this rule: ${rule}`);
console.log(
  await ask(`Rewrite the rule so that the loophole is closed.\nRule: ${rule}\nLoophole: ${flaw}`),
);
