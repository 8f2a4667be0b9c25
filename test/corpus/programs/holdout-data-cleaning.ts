// Cleans a CSV in chunks with a local model: rules first, then chunk by chunk, then a report.
import { Ollama } from "ollama";

const ollama = new Ollama({ host: process.env.OLLAMA_BASE_URL ?? "" });

const raw = `name,city,phone,joined
 anna LINDQVIST,Malmoe,0046 40 123456,3.4.2021
Per Holm,malmö,040-654321,2021/05/17
"Sahlin, Eva",Lund ,+46 46 111 222,17 June 2021
JONAS berg,Lund,046/333444,n/a
Mikael Strand,Ystad,(0411) 55 66 77,2022-1-9
karin  Öberg,ystad,0411 889900,09.02.2022
Tove Nyman,Malmo,+46(0)40 777 888,Feb 30 2022
"Ek, Oskar",Lund,,2022-03-01
Lisa Ström,Trelleborg,0410-20 20 20,1 april 2022`;

const [header, ...rows] = raw.split("\n") as [string, ...string[]];

async function chat(system: string, content: string) {
  const response = await ollama.chat({
    model: "llama3.1:8b",
    options: { temperature: 0 },
    messages: [
      { role: "system", content: system },
      { role: "user", content },
    ],
  });
  return response.message.content.trim();
}

const rules = await chat(
  "You are a data steward.",
  `Here are three rows of a member list:\n${[header, ...rows.slice(0, 3)].join("\n")}\n\nWrite cleaning rules, one per line.`,
);

const cleaned: string[] = [];
for (let start = 0; start < rows.length; start += 3) {
  const answer = await chat(
    `You clean CSV. Follow these rules:\n${rules}\nReply with CSV including the header.`,
    [header, ...rows.slice(start, start + 3)].join("\n"),
  );
  cleaned.push(...answer.split("\n").slice(1));
}

const report = await ollama.generate({
  model: "llama3.1:8b",
  prompt: `Describe what is still missing or doubtful in this member list.\n\n${[header, ...cleaned].join("\n")}`,
});
console.log(cleaned.join("\n"));
console.log(report.response);
