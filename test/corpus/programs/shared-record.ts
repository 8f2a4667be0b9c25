// A tool reads a record; later the program pastes the same record into a prompt of its own.
import OpenAI from "openai";

const openai = new OpenAI();
const records: Record<string, string> = {
  "B-7": "Berth 7, depth 3.4 m, water and power, occupied by the ketch Albertine until 30 June",
};

const runner = openai.chat.completions.runTools({
  model: "gpt-4o",
  messages: [{ role: "user", content: "Is berth B-7 free in July?" }],
  tools: [
    {
      type: "function",
      function: {
        name: "read_berth",
        description: "Reads the record of a berth",
        parameters: { type: "object", properties: { berth: { type: "string" } } },
        parse: JSON.parse,
        function: ({ berth }: { berth: string }) => records[berth]!,
      },
    },
  ],
});
console.log(await runner.finalContent());

const letter = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    {
      role: "user",
      content: `Write to the owner that the pontoon is repaired in May. Record: ${records["B-7"]}`,
    },
  ],
});
console.log(letter.choices[0]!.message.content);
