// News digest: summarise, score for a reader, keep what scores high, write the digest, headline it.
import OpenAI from "openai";

const openai = new OpenAI();
const reader = "a town councillor who cares about transport and schools";

const articles = [
  {
    source: "Harbour Courier",
    text: "The night tram will be extended to the university hospital from 1 September. The transport authority said on Monday that the new branch of 2.3 kilometres had passed all tests. Trams will run every thirty minutes between 23:00 and 4:30. Nurses' unions had asked for the connection since 2019. The branch cost 31 million euros, four million more than planned, mostly because a water main had to be moved.",
  },
  {
    source: "Evening Mail",
    text: "Three primary schools in the north of the town will share one kitchen from next term. Meals will be cooked at the Lindgren school and driven to the other two in heated boxes. Parents criticised that they were told only last week. The head of the school department called the plan a trial of twelve months and promised a survey among the pupils.",
  },
  {
    source: "Harbour Courier",
    text: "Second-division club Union 09 has parted with its coach after the sixth defeat in a row. The assistant coach will take over for the match on Saturday. The board said it had lost confidence in the direction of the team. Supporters had hung banners at the gates of the training ground.",
  },
  {
    source: "Evening Mail",
    text: "Cyclists will get a separate lane on the Salt Bridge. The council's building committee approved the plan with seven votes to five. One of the two car lanes towards the centre will go. Retailers fear for their customers, the cycling association speaks of a late but welcome step. Work begins after the summer holidays and takes ten weeks.",
  },
];

async function stream(prompt: string, model = "gpt-4o-mini") {
  const response = await openai.chat.completions.create({
    model,
    stream: true,
    messages: [{ role: "user", content: prompt }],
  });
  let text = "";
  for await (const chunk of response) text += chunk.choices[0]?.delta?.content ?? "";
  return text.trim();
}

const picked: string[] = [];
for (const { source, text } of articles) {
  const summary = await stream(
    `Summarise this article from the ${source} in two sentences:\n\n${text}`,
  );
  const score = await stream(
    `How relevant is this for ${reader}? Answer with a number from 0 to 10, nothing else.\n\n${summary}`,
    "gpt-4.1-nano",
  );
  if (Number(score) >= 5) picked.push(`${summary} (${source})`);
}

const digest = await stream(
  `Write the morning digest for ${reader} from these items. Keep the sources.\n\n* ${picked.join("\n* ")}`,
  "gpt-4o",
);
console.log(digest);
console.log(await stream(`Give this digest a subject line of at most eight words:\n\n${digest}`));
