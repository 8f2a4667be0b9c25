// The sample agent of the README: plans, asks two specialists at once, uses a tool, streams a reply.
// An ordinary program on the OpenAI SDK that knows nothing of ao; it reads OPENAI_API_KEY,
// OPENAI_BASE_URL and OPENAI_MODEL. Run it: `ao record scripts/sample/agent.ts [question]`.
import OpenAI from "openai";

const openai = new OpenAI();
const model = process.env["OPENAI_MODEL"] ?? "gpt-4o-mini";
const question =
  process.argv[2] ?? "My parcel A-1042 has been stuck for a week and I leave on Friday. What now?";

async function ask(
  system: string,
  content: string,
  format: "text" | "json_object" = "text",
): Promise<string> {
  const completion = await openai.chat.completions.create({
    model,
    response_format: { type: format },
    messages: [
      { role: "system", content: system },
      { role: "user", content },
    ],
  });
  return completion.choices[0]?.message.content ?? "";
}

// 1. A plan, as JSON.
const planner = `You plan customer support. Reply with JSON:
{"rule": string, "tracking": string, "mood": string}
- which rule must be looked up, what must be found out about the parcel, how the customer feels.`;
const plan = JSON.parse(await ask(planner, question, "json_object")) as Record<string, string>;
console.log(`Rule to look up: ${plan["rule"]}\nTo find out: ${plan["tracking"]}\n`);

// 2. Two specialists at the same time.
const [policy, tone] = await Promise.all([
  ask("You know the delivery rules. Two sentences.", `Which rule says ${plan["rule"]}?`),
  ask(
    "You coach support agents. One sentence.",
    `How do I write to someone who is ${plan["mood"]}?`,
  ),
]);

// 3. A tool that the model may call.
function trackParcel({ parcel }: { parcel: string }): string {
  return `Parcel ${parcel}: in the customs depot in Leipzig since the 12th, waiting for an invoice.`;
}
const runner = openai.chat.completions.runTools({
  model,
  messages: [{ role: "user", content: `Find out in one sentence: ${plan["tracking"]}` }],
  tools: [
    {
      type: "function",
      function: {
        name: "track_parcel",
        description: "Where a parcel is",
        parameters: { type: "object", properties: { parcel: { type: "string" } } },
        parse: JSON.parse as (text: string) => { parcel: string },
        function: trackParcel,
      },
    },
  ],
});
const whereabouts = (await runner.finalContent()) ?? "";

// 4. The reply, streamed.
const reply = await openai.chat.completions.create({
  model,
  stream: true,
  messages: [
    { role: "system", content: `Write a short reply to the customer. ${tone}` },
    { role: "user", content: `${question}\n\nRule: ${policy}\n\nStatus: ${whereabouts}` },
  ],
});
for await (const chunk of reply) process.stdout.write(chunk.choices[0]?.delta.content ?? "");
process.stdout.write("\n");
