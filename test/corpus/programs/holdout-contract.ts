// Compares two versions of a contract: the clauses on a topic are quoted from each, then compared.
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

const oldContract = `SERVICE AGREEMENT (2024)
4. Fees. The Client pays 4,200 euros per month, due on the first working day. Late payments bear interest of 5 per cent a year.
5. Liability. The Provider is liable without limit for intent and gross negligence. For slight negligence liability is limited to the fees of twelve months. The Provider is not liable for lost profit.
6. Term. The agreement runs for one year and is extended by another year unless terminated in writing three months before its end.
7. Data. The Provider processes personal data only on documented instructions of the Client.`;

const newContract = `SERVICE AGREEMENT (2026)
4. Fees. The Client pays 4,650 euros per month, due on the first working day. Late payments bear interest of 9 per cent a year. The Provider may adjust the fees once a year by the consumer price index.
5. Liability. The Provider is liable without limit for intent and gross negligence. For slight negligence liability is limited to the fees of three months. The Provider is liable neither for lost profit nor for lost data.
6. Term. The agreement runs for two years and is extended by another two years unless terminated in writing six months before its end.
7. Data. The Provider processes personal data only on documented instructions of the Client.`;

async function ask(prompt: string, system?: string): Promise<string> {
  const response = await client.messages.create({
    model: "claude-opus-5",
    max_tokens: 2000,
    ...(system === undefined ? {} : { system }),
    messages: [{ role: "user", content: prompt }],
  });
  const [block] = response.content;
  return block?.type === "text" ? block.text : "";
}

const extract = (topic: string, contract: string) =>
  ask(
    `Quote the clause about ${topic} from the contract, word for word, with its number.\n\n<contract>\n${contract}\n</contract>`,
    "You are a paralegal. Never paraphrase.",
  );

const topics = ["liability", "term and termination"];
const comparisons: string[] = [];
for (const topic of topics) {
  const [before, after] = await Promise.all([
    extract(topic, oldContract),
    extract(topic, newContract),
  ]);
  comparisons.push(
    await ask(
      `Before:\n${before}\n\nAfter:\n${after}\n\nWhat changes for the Client with regard to ${topic}?`,
    ),
  );
}

const memo = await ask(
  `Write a memo to the managing director, at most 150 words:\n\n${comparisons.join("\n\n")}`,
  "You are a lawyer for commercial contracts. No Latin.",
);
const risk = await ask(`How risky is signing? Answer LOW, MEDIUM or HIGH.\n\n${memo}`);
console.log(memo);
console.log(risk);
