// A landlord's assistant and a simulated tenant write mails that quote each other with "> ".
import OpenAI from "openai";

const openai = new OpenAI();

async function write(role: string, thread: string) {
  const { choices } = await openai.chat.completions.create({
    model: "gpt-4.1-mini",
    messages: [
      { role: "system", content: role },
      {
        role: "user",
        content: `The thread so far, newest first:\n\n${thread}\n\nWrite the next mail.`,
      },
    ],
  });
  return choices[0]!.message.content!.trim();
}

/** Wraps at 68 columns, as mail programs do. */
function wrap(text: string, width = 68) {
  return text
    .split("\n")
    .map((line) => {
      const lines: string[] = [];
      let current = "";
      for (const word of line.split(" ")) {
        if (current !== "" && current.length + word.length + 1 > width) {
          lines.push(current);
          current = word;
        } else current = current === "" ? word : `${current} ${word}`;
      }
      return [...lines, current].join("\n");
    })
    .join("\n");
}

const quote = (text: string) =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
const reply = (text: string, author: string, previous: string) =>
  `${wrap(text)}\n\n${author} wrote:\n${quote(previous)}`;

const agentRole =
  "You are the assistant of Mrs Castellano, who rents out flats in Trieste. Polite, precise, no promises about money.";
const tenantRole =
  "You play Marek, a tenant whose boiler fails every other morning. Annoyed but fair.";

const opening = wrap(
  "Dear Mrs Castellano, the boiler in flat 3 went out again this morning, it is the fourth time in two weeks. The display shows E9. The children wash with cold water. When will somebody look at it? Marek",
);
const answer = await write(agentRole, opening);
const thread1 = reply(answer, "Marek", opening);
const complaint = await write(tenantRole, thread1);
const thread2 = reply(complaint, "Mrs Castellano's office", thread1);
const settlement = await write(agentRole, thread2);
const thread3 = reply(settlement, "Marek", thread2);

const entry = await openai.chat.completions.create({
  model: "gpt-4.1-nano",
  messages: [
    {
      role: "user",
      content: `Summarise this thread for the property file in three bullets:\n\n${thread3}`,
    },
  ],
});
console.log(entry.choices[0]!.message.content);

const check = await openai.chat.completions.create({
  model: "gpt-4.1-nano",
  messages: [
    {
      role: "user",
      content: `Does this mail promise any money? Answer yes or no, with a reason.\n\n${settlement}`,
    },
  ],
});
console.log(check.choices[0]!.message.content);
