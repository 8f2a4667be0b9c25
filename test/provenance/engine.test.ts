import { describe, expect, test } from "vitest";
import {
  type Call,
  type Step,
  assistant,
  embedding,
  end,
  firstByte,
  llm,
  mcp,
  quoted,
  run,
  start,
  system,
  toolResult,
  user,
} from "./notation.ts";
import { normalized } from "./normalized.ts";
import { below, createRandom, pick, randomWords } from "./random.ts";
import { createPrograms } from "./stress-programs.ts";

type Case = [name: string, steps: (Call | Step)[], edges: string[]];

const PARAGRAPH =
  "The harbour of Almada was rebuilt after the storm, with granite quays, two slipways and a covered fish market.";
const OTHER_PARAGRAPH =
  "Rainfall over the plateau fell by eleven percent, so farmers moved to sorghum and deeper wells.";
const QUESTION = "Which harbour should we visit, and why would a family enjoy it in winter?";

const weather = { id: "call_1", name: "weather", args: { city: "Lisbon" } };
const sunny = "22 degrees and sunny with light wind from the northwest";

const okays = (count: number) =>
  Array.from({ length: count }, (_, index) => [user(`Step ${index}`), assistant("OK")]).flat();

/** Every case's edges are exactly these, and every span quotes the same words on both sides. */
function check(cases: Case[]): void {
  test.each(cases)("%s", (_name, steps, edges) => {
    const outcome = run(...steps);
    expect(outcome.edges).toEqual([...edges].sort());
    for (const [input, output] of quoted(outcome)) {
      expect(input).not.toBe("");
      expect(normalized(input)).toBe(normalized(output));
    }
  });
}

describe("content: whole answers", () => {
  check([
    [
      "a paragraph pasted into a prompt",
      [llm("A", QUESTION, PARAGRAPH), llm("B", `Translate to German:\n${PARAGRAPH}`)],
      ["A>B content"],
    ],
    [
      "a word pasted into a prompt",
      [
        llm("A", "What is the capital of Portugal?", "Lisbon"),
        llm("B", "Plan a trip to Lisbon for three days."),
      ],
      ["A>B content"],
    ],
    [
      "a number",
      [llm("A", "How many units were sold?", "4711"), llm("B", "Write a report about 4711 units.")],
      ["A>B content"],
    ],
    [
      "an invoice number",
      [
        llm("A", "Find the invoice number in the mail.", "INV-2231"),
        llm("B", "Look up INV-2231 in the ledger."),
      ],
      ["A>B content"],
    ],
    [
      "a label the prompts did not have",
      [
        llm("A", "What is this ticket about?", "billing"),
        llm("B", "Write an answer for the department billing."),
      ],
      ["A>B content"],
    ],
    [
      "a label the prompts list is no evidence",
      [
        llm("A", "Is this billing, shipping or returns?", "billing"),
        llm("B", "You answer questions of the billing department."),
      ],
      [],
    ],
    [
      "yes is no evidence",
      [llm("A", "Is it urgent?", "yes"), llm("B", "The customer said yes, write an answer.")],
      [],
    ],
    ["OK is no evidence", [llm("A", "Ready?", "OK"), llm("B", "Reply with OK if you agree.")], []],
    [
      "part of a longer word is no evidence",
      [llm("A", "Say a word.", "cap"), llm("B", "The recapitulation of the capsule.")],
      [],
    ],
    [
      "digits inside longer digits are no evidence",
      [llm("A", "Number?", "4711"), llm("B", "The code is 9471155.")],
      [],
    ],
    [
      "the answer stands where the program had it already",
      [
        llm("Z", `Explain: ${PARAGRAPH}`, "Fine"),
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Translate: ${PARAGRAPH}`),
      ],
      [],
    ],
    [
      "an answer that goes into an embedding",
      [llm("A", QUESTION, PARAGRAPH), embedding("E", PARAGRAPH)],
      ["A>E content"],
    ],
    [
      "an answer cut into embedding inputs",
      [
        llm("A", QUESTION, `${PARAGRAPH}\n\n${OTHER_PARAGRAPH}`),
        embedding("E", [PARAGRAPH, OTHER_PARAGRAPH]),
      ],
      ["A>E content"],
    ],
    [
      "two answers in one prompt",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", "What about rain?", OTHER_PARAGRAPH),
        llm("C", `Merge:\n1. ${PARAGRAPH}\n2. ${OTHER_PARAGRAPH}`),
      ],
      ["A>C content", "B>C content"],
    ],
    [
      "several choices of one call",
      [llm("A", QUESTION, [PARAGRAPH, OTHER_PARAGRAPH]), llm("B", `Rate: ${OTHER_PARAGRAPH}`)],
      ["A>B content"],
    ],
    [
      "an answer that no later call has",
      [llm("A", QUESTION, PARAGRAPH), llm("B", "What about rain?", OTHER_PARAGRAPH)],
      [],
    ],
    [
      "an output after the input began",
      [
        start(llm("B", `Translate: ${PARAGRAPH}`)),
        llm("A", QUESTION, PARAGRAPH),
        end(llm("B", "")),
      ],
      [],
    ],
    [
      "an answer in a system prompt",
      [
        llm("A", "Invent a persona.", "Zebulon, a retired lighthouse keeper"),
        llm("B", [system("You are Zebulon, a retired lighthouse keeper."), user("Hello")]),
      ],
      ["A>B content"],
    ],
  ]);
});

describe("content: parts of answers", () => {
  const list = "1. Granite quays\n2. Covered fish market\n3. Sorghum bread";
  const json =
    '{"city":"Lisbon","days":3,"hotel":"Casa Balthazar","guests":[{"name":"Ines"},{"name":"Tomas"}]}';
  check([
    [
      "a field of a JSON answer",
      [llm("A", "Extract the destination.", json), llm("B", "What is the weather in Lisbon?")],
      ["A>B content"],
    ],
    [
      "a nested field of a JSON answer",
      [llm("A", "Extract the guests.", json), llm("B", "Write to Tomas.")],
      ["A>B content"],
    ],
    [
      "a field in a fenced JSON answer",
      [
        llm("A", "Extract.", `Here you are:\n\`\`\`json\n${json}\n\`\`\``),
        llm("B", "Book Casa Balthazar."),
      ],
      ["A>B content"],
    ],
    [
      "the name of a field is no evidence",
      [llm("A", "Extract.", json), llm("B", "Which hotel has the most guests?")],
      [],
    ],
    [
      "lines used one by one",
      [
        llm("A", "List three ideas.", list),
        llm("B", "Expand: Granite quays"),
        llm("C", "Expand: Covered fish market"),
        llm("D", "Expand: Sorghum bread"),
      ],
      ["A>B content", "A>C content", "A>D content"],
    ],
    [
      "items between commas",
      [
        llm("A", "Name fruits.", "pears, quinces, medlars"),
        llm("B", "Write a poem about quinces."),
      ],
      ["A>B content"],
    ],
    [
      "a number taken out of a sentence",
      [llm("A", "Total?", "The total comes to 48213 euros."), llm("B", "Is 48213 a prime?")],
      ["A>B content"],
    ],
    [
      "a name taken out of a sentence",
      [
        llm("A", "What is the capital of Portugal?", "The capital is Lisbon."),
        llm("B", "Plan a trip to Lisbon."),
      ],
      ["A>B content"],
    ],
    [
      "the first sentence",
      [llm("A", QUESTION, `${PARAGRAPH} ${OTHER_PARAGRAPH}`), llm("B", `Shorten: ${PARAGRAPH}`)],
      ["A>B content"],
    ],
    [
      "a word of a long answer that a later prompt has by chance",
      [
        llm("A", QUESTION, `${PARAGRAPH} ${OTHER_PARAGRAPH}`),
        llm("B", "Our market research says that customers want deeper integration."),
      ],
      [],
    ],
    [
      "common words in the same order",
      [
        llm("A", QUESTION, "I think that it would be the best way to go there."),
        llm("B", "Write what would be the best way to make tea."),
      ],
      [],
    ],
    [
      "the answer after a tag",
      [
        llm("A", "Think, then answer.", "<thinking>hmm, quays</thinking><answer>Zanzibar</answer>"),
        llm("B", "Tell me about Zanzibar."),
      ],
      ["A>B content"],
    ],
    [
      "a value in bold",
      [
        llm("A", "Which one?", "I would take the **Casa Balthazar** for that."),
        llm("B", "Book Casa Balthazar now."),
      ],
      ["A>B content"],
    ],
  ]);
});

describe("content: text that changed its dress", () => {
  const quote =
    'She said "meet me at the quay", then left — café closed.\nTomorrow: fish & chips at Almada.';
  const markdown =
    "## Plan\n\n- **Rebuild** the *granite* quays\n- Open the `fish` market\n\n> two slipways remain";
  check([
    [
      "upper case",
      [
        llm("A", QUESTION, "granite quays of Almada"),
        llm("B", "HEADLINE: GRANITE QUAYS OF ALMADA"),
      ],
      ["A>B content"],
    ],
    [
      "upper case of an accented word",
      [llm("A", "Wer?", "Jörg Müßig-Ätna"), llm("B", "Schreibe an JÖRG Müßig-ÄTNA")],
      ["A>B content"],
    ],
    [
      "white space runs",
      [llm("A", QUESTION, PARAGRAPH.replaceAll(" ", "\n  ")), llm("B", `Edit: ${PARAGRAPH}`)],
      ["A>B content"],
    ],
    [
      "embedded as JSON",
      [llm("A", QUESTION, quote), llm("B", `Rate this record: ${JSON.stringify({ text: quote })}`)],
      ["A>B content"],
    ],
    [
      "embedded as JSON twice",
      [
        llm("A", QUESTION, quote),
        llm("B", JSON.stringify({ inner: JSON.stringify({ text: quote }) })),
      ],
      ["A>B content"],
    ],
    [
      "taken out of JSON",
      [llm("A", QUESTION, JSON.stringify({ text: quote })), llm("B", `Rate: ${quote}`)],
      ["A>B content"],
    ],
    [
      "taken out of JSON with unicode escapes",
      [
        llm("A", "Name?", '{"name":"Ren\\u00e9e Fran\\u00e7oise"}'),
        llm("B", "Write to Renée Françoise."),
      ],
      ["A>B content"],
    ],
    [
      "Markdown taken off",
      [
        llm("A", QUESTION, markdown),
        llm("B", "Plan: Rebuild the granite quays; Open the fish market; two slipways remain"),
      ],
      ["A>B content"],
    ],
    [
      "quoted as Markdown",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Review:\n> ${PARAGRAPH.replace(", with", ",\n> with")}`),
      ],
      ["A>B content"],
    ],
    [
      "HTML entities",
      [
        llm("A", QUESTION, quote),
        llm(
          "B",
          `<p>${quote.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("é", "&#233;")}</p>`,
        ),
      ],
      ["A>B content"],
    ],
    [
      "Japanese",
      [
        llm("A", "首都は？", "答えはリスボンの港町アルマダです"),
        llm("B", "次を要約：答えはリスボンの港町アルマダです。"),
      ],
      ["A>B content"],
    ],
    [
      "a leaf in an array of parts",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", [
          user([
            { type: "text", text: "Look:" },
            { type: "text", text: PARAGRAPH },
          ]),
        ]),
      ],
      ["A>B content"],
    ],
  ]);
});

describe("novelty and rarity", () => {
  const preamble = "Certainly! Below you will find the requested overview, prepared with care.";
  const closing = "Let me know if you need anything else!";
  const cities = ["Porto", "Faro", "Evora", "Braga", "Sintra", "Tavira", "Aveiro", "Viseu"];
  const chatter = cities.map((city, index) =>
    llm(
      `A${index}`,
      `Describe town number ${index}`,
      `${preamble}\n${city} has a nice old centre.\n${closing}`,
    ),
  );
  const samples = ["Lisbon", "Lisbon", "Lisbon"].map((text, index) =>
    llm(`S${index}`, "Name a city", text),
  );
  const long = [0, 1, 2].map((index) => llm(`S${index}`, QUESTION, PARAGRAPH));
  check([
    [
      "what A repeats from its own input",
      [
        llm("A", `Repeat: ${PARAGRAPH}`, `Of course: ${PARAGRAPH}`),
        llm("B", `Translate: ${PARAGRAPH}`),
      ],
      [],
    ],
    [
      "what A repeats from its own input beside new text",
      [
        llm("A", `Continue: ${PARAGRAPH}`, `${PARAGRAPH} ${OTHER_PARAGRAPH}`),
        llm("B", `Translate: ${PARAGRAPH}`),
        llm("C", `Translate: ${OTHER_PARAGRAPH}`),
      ],
      ["A>C content"],
    ],
    [
      "a template that all prompts share",
      [
        llm("A", "Summarise for a busy executive audience: tides", "Tides follow the moon"),
        llm("B", "Summarise for a busy executive audience: wind"),
        llm("C", "Summarise for a busy executive audience: rain"),
      ],
      [],
    ],
    [
      "few-shot examples",
      [
        llm("A", "Q: capital of Spain? A: Madrid\nQ: capital of Italy?", "Rome, not Madrid"),
        llm("B", "Q: capital of Spain? A: Madrid\nQ: capital of Chile?"),
      ],
      [],
    ],
    [
      "boilerplate of many outputs in a later template",
      [...chatter, llm("B", `Write like this: "${preamble}" … "${closing}"`)],
      [],
    ],
    [
      "the texts themselves, boilerplate and all",
      [
        ...chatter.slice(0, 2),
        llm("B", "Compare:\nPorto has a nice old centre.\nand\nFaro has a nice old centre."),
      ],
      ["A0>B content", "A1>B content"],
    ],
    [
      "stock phrases",
      [
        llm("A", "Sum 1 and 2", "Sure, here is the answer: 3"),
        llm("B", "Reply in the form: Sure, here is the answer: <number>"),
      ],
      [],
    ],
    [
      "equal samples, all judged",
      [...samples, llm("J", "Vote: Lisbon, Lisbon or Lisbon?")],
      ["S0>J content", "S1>J content", "S2>J content"],
    ],
    [
      "equal long samples, all judged",
      [...long, llm("J", `Vote:\n1. ${PARAGRAPH}\n2. ${PARAGRAPH}\n3. ${PARAGRAPH}`)],
      ["S0>J content", "S1>J content", "S2>J content"],
    ],
    [
      "equal samples in messages of their own",
      [...long, llm("J", [user(PARAGRAPH), user(PARAGRAPH), user(PARAGRAPH)])],
      ["S0>J content", "S1>J content", "S2>J content"],
    ],
    [
      "one of several equal samples goes to one of them",
      [...long, llm("J", `Check: ${PARAGRAPH}`)],
      ["S0>J content"],
    ],
    [
      "equal samples used one by one",
      [
        ...long,
        llm("J", `Check: ${PARAGRAPH}`),
        llm("K", `Translate: ${PARAGRAPH}`),
        llm("L", `Shorten: ${PARAGRAPH}`),
      ],
      ["S0>J content", "S1>K content", "S2>L content"],
    ],
    [
      "the lines of one of several equal samples",
      [
        llm("S0", "List", "granite quays\nsorghum bread"),
        llm("S1", "List", "granite quays\nsorghum bread"),
        llm("J", "Use granite quays, then sorghum bread."),
      ],
      ["S0>J content"],
    ],
    [
      "a word that stood in a prompt started before the answer",
      [
        llm("A", "Name a town", "Almada"),
        llm("B", "Visit Almada"),
        llm("C", "Name another", "Almada"),
        llm("D", "Leave Almada for good"),
      ],
      ["A>B content", "A>D content"],
    ],
    [
      "a data URL explains nothing and costs nothing",
      [
        llm("A", "Draw", `data:image/png;base64,${"iVBORw0KGgo".repeat(300)}`),
        llm("B", `data:image/png;base64,${"iVBORw0KGgo".repeat(300)}`),
      ],
      [],
    ],
  ]);
});

const ticket = (topic: string) => `The customer writes about ${topic} and asks what to do next.`;

const classify = (key: string, topic: string) =>
  llm(key, `Name the desk. ${ticket(topic)}`, "Quartermaster");
const answer = (key: string, topic: string) =>
  llm(key, `You are the Quartermaster desk. ${ticket(topic)}`);

describe("calls with equal answers", () => {
  check([
    [
      "of prompts one after the other: the latest is the one used",
      [
        llm("A", "Which animal sleeps upright?", "The horse, thanks to its tendons."),
        llm("B", "Which animal locks its knees?", "The horse, thanks to its tendons."),
        llm("C", "Make a riddle: The horse, thanks to its tendons."),
      ],
      ["B>C content"],
    ],
    [
      "told apart by what else their inputs share",
      [
        classify("A", "broken sails"),
        classify("B", "wet ropes"),
        classify("C", "torn flags"),
        answer("X", "wet ropes"),
        answer("Y", "torn flags"),
        answer("Z", "broken sails"),
      ],
      ["B>X content", "C>Y content", "A>Z content"],
    ],
  ]);
});

describe("direct, not transitive", () => {
  const review = `Review. The draft says: "${PARAGRAPH}" That is vivid, though the slipways need dates and sources.`;
  const story = [
    llm("A", QUESTION, PARAGRAPH),
    llm("B", `Review this draft: ${PARAGRAPH}`, review),
  ];
  check([
    [
      "A quoted inside B's block",
      [...story, llm("C", `Publish this:\n${review}`)],
      ["A>B content", "B>C content"],
    ],
    [
      "A quoted inside B's block and apart from it",
      [...story, llm("C", `Draft: ${PARAGRAPH}\n\nReview:\n${review}`)],
      ["A>B content", "A>C content", "B>C content"],
    ],
    [
      "B repeats A verbatim",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Repeat: ${PARAGRAPH}`, PARAGRAPH),
        llm("C", `Publish: ${PARAGRAPH}`),
      ],
      ["A>B content", "A>C content"],
    ],
    [
      "B's block begins with A's words",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Continue: ${PARAGRAPH}`, `${PARAGRAPH} ${OTHER_PARAGRAPH}`),
        llm("C", `Edit: ${PARAGRAPH} ${OTHER_PARAGRAPH}`),
      ],
      ["A>B content", "B>C content"],
    ],
    [
      "the same prompt again has the same sources",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Translate: ${PARAGRAPH}`),
        llm("C", `Translate: ${PARAGRAPH}`),
      ],
      ["A>B content", "A>C content"],
    ],
    [
      "a chain of three",
      [
        llm("A", QUESTION, PARAGRAPH),
        llm("B", `Reply to: ${PARAGRAPH}`, OTHER_PARAGRAPH),
        llm("C", `Reply to: ${OTHER_PARAGRAPH}`),
      ],
      ["A>B content", "B>C content"],
    ],
  ]);
});

describe("a step between: extracted, repaired, chosen", () => {
  const minutes =
    "Decided: the quays get granite edges.\nAsk the mason for two quotes by May.\nOrder a new slipway winch from Tavira.\nThe meeting ended at noon.";
  const items =
    '[{"who": "Ines", "task": "Ask the mason for two quotes"}, {"who": "Tomas", "task": "Order a new slipway winch from Tavira"}]';
  const broken =
    '{"claim": "Granite edges for three centuries", "care": "Rinse the winch with fresh water",}';
  const repaired = broken.replace(",}", "}");
  const areas = "Possible areas: Waterworks, Orchards, Lamplighting.";
  const choose = (key: string, letter: string, area: string) =>
    llm(key, `${letter}\nChoose one of these. ${areas}`, area);
  check([
    [
      "items extracted from A are B's",
      [
        llm("A", "Write the minutes.", minutes),
        llm("B", `Extract the tasks.\n${minutes}`, items),
        llm("C", "Remind somebody: Order a new slipway winch from Tavira"),
      ],
      ["A>B content", "B>C content"],
    ],
    [
      "JSON that B repaired is B's",
      [
        llm("A", "Describe the product as JSON.", broken),
        llm("B", `Repair this:\n${broken}`, repaired),
        llm("C", "Write a leaflet: Rinse the winch with fresh water"),
      ],
      ["A>B content", "B>C content"],
    ],
    [
      "JSON that was repaired twice is the last one's",
      [
        llm("A", "Describe the product as JSON.", broken),
        llm("B", `Repair this:\n${broken}`, `${repaired};`),
        llm("C", `Repair this:\n${repaired};`, repaired),
        llm("D", "Write a leaflet: Rinse the winch with fresh water"),
      ],
      ["A>B content", "B>C content", "C>D content"],
    ],
    [
      "labels chosen from A's list, equal ones of two calls",
      [
        llm("A", "Which areas does the town have?", areas),
        choose("B1", "The pump in Mill Lane is dry.", "Waterworks"),
        llm("C1", "Write to Waterworks about the pump in Mill Lane."),
        choose("B2", "The well at Elm Cross is murky.", "Waterworks"),
        llm("C2", "Write to Waterworks about the well at Elm Cross."),
      ],
      ["A>B1 content", "A>B2 content", "B1>C1 content", "B2>C2 content"],
    ],
    [
      "an answer of B's own that quotes A does not stand for it",
      [
        llm("A", "Write the minutes.", minutes),
        llm(
          "B",
          `Review these minutes.\n${minutes}`,
          'Good on the whole. "Order a new slipway winch from Tavira" lacks a date, an owner and a price limit.',
        ),
        llm("C", "Remind somebody: Order a new slipway winch from Tavira"),
      ],
      ["A>B content", "A>C content"],
    ],
    [
      "the whole of A is A's, though B extracted some of it",
      [
        llm("A", "Write the minutes.", minutes),
        llm("B", `Extract the tasks.\n${minutes}`, items),
        llm("C", `Translate to German:\n${minutes}`),
      ],
      ["A>B content", "A>C content"],
    ],
    [
      "what B extracts from the program's own text is no evidence",
      [
        llm("A", `Extract the tasks.\n${minutes}`, "Order a new slipway winch from Tavira"),
        llm("B", `Shorten: ${minutes}`),
      ],
      [],
    ],
  ]);
});

describe("transcript: chat history", () => {
  const hello = [user("Tell me about the harbour")];
  const grown = [...hello, assistant(PARAGRAPH), user("And the rain?")];
  const steps = [0, 1, 2].map((index) =>
    llm(`A${index}`, [...okays(index), user(`Step ${index}`)], "OK"),
  );
  check([
    [
      "the answer is in the next request's list",
      [llm("A", hello, PARAGRAPH), llm("B", grown)],
      ["A>B transcript"],
    ],
    [
      "all earlier answers are",
      [
        llm("A", hello, PARAGRAPH),
        llm("B", grown, OTHER_PARAGRAPH),
        llm("C", [...grown, assistant(OTHER_PARAGRAPH), user("Thanks")]),
      ],
      ["A>B transcript", "A>C transcript", "B>C transcript"],
    ],
    [
      "equal answers, each at its place",
      [...steps, llm("C", [...okays(3), user("Done?")])],
      [
        "A0>A1 transcript",
        "A0>A2 transcript",
        "A0>C transcript",
        "A1>A2 transcript",
        "A1>C transcript",
        "A2>C transcript",
      ],
    ],
    [
      "equal answers of two conversations",
      [
        llm("A", [user("Ready, Ann?")], "OK"),
        llm("B", [user("Ready, Ben?")], "OK"),
        llm("C", [user("Ready, Ann?"), assistant("OK"), user("Go")]),
        llm("D", [user("Ready, Ben?"), assistant("OK"), user("Go")]),
      ],
      ["A>C transcript", "B>D transcript"],
    ],
    [
      "a few-shot answer is not the call's",
      [
        llm("Z", [user("2+2?"), assistant("four"), user("3+3?")], "six"),
        llm("A", [user("2+2?")], "four"),
        llm("B", [user("2+2?"), assistant("four"), user("5+5?")]),
      ],
      [],
    ],
    [
      "the same conversation twice",
      [
        llm("A", [user("Hi there")], "OK"),
        llm("B", [user("Hi there"), assistant("OK"), user("Go")]),
        llm("C", [user("Hi there")], "OK"),
        llm("D", [user("Hi there"), assistant("OK"), user("Stay")]),
      ],
      ["A>B transcript", "C>D transcript"],
    ],
    [
      "history that lost its beginning",
      [
        llm("A", hello, PARAGRAPH),
        llm("B", [user("Unrelated")], OTHER_PARAGRAPH),
        llm("C", [...hello, assistant(PARAGRAPH), user("More")], "Enough now"),
        llm("D", [assistant(PARAGRAPH), user("More"), assistant("Enough now"), user("Bye")]),
      ],
      ["A>C transcript", "A>D transcript", "C>D transcript"],
    ],
    [
      "white space trimmed by the framework",
      [llm("A", hello, `\n${PARAGRAPH}\n`), llm("B", grown)],
      ["A>B transcript"],
    ],
    [
      "the system prompt changed",
      [
        llm("A", [system("It is noon"), user("Ready?")], "OK"),
        llm("B", [system("It is one"), user("Ready?"), assistant("OK"), user("Go")]),
      ],
      ["A>B transcript"],
    ],
    [
      "a text in parts",
      [
        llm("A", hello, PARAGRAPH),
        llm("B", [...hello, assistant([{ type: "text", text: PARAGRAPH }]), user("Go")]),
      ],
      ["A>B transcript"],
    ],
    [
      "an edited answer is found as content",
      [
        llm("A", hello, `${PARAGRAPH} ${OTHER_PARAGRAPH}`),
        llm("B", [...hello, assistant(`${PARAGRAPH} [cut]`), user("Go")]),
      ],
      ["A>B content"],
    ],
    [
      "an answer quoted to another agent as its user",
      [llm("A", hello, PARAGRAPH), llm("B", [user(PARAGRAPH)])],
      ["A>B content"],
    ],
    [
      "a history leaf gives no content edges beside",
      [
        llm("A", hello, PARAGRAPH),
        llm("B", [user(`Say: ${PARAGRAPH}`)], `Well: ${PARAGRAPH}`),
        llm("C", [user(`Say: ${PARAGRAPH}`), assistant(`Well: ${PARAGRAPH}`), user("Go")]),
      ],
      ["A>B content", "A>C content", "B>C transcript"],
    ],
    [
      "a continued response",
      [
        llm("A", hello, PARAGRAPH, { id: "resp_1" }),
        llm("B", "And then?", "", { continues: "resp_1" }),
      ],
      ["A>B transcript"],
    ],
    [
      "a continued response that nobody recorded",
      [
        llm("A", hello, PARAGRAPH, { id: "resp_1" }),
        llm("B", "And then?", "", { continues: "resp_0" }),
      ],
      [],
    ],
    [
      "an item named by its id",
      [
        llm("A", hello, { ...assistant("short"), id: "msg_77" }),
        llm("B", [{ role: "assistant", id: "msg_77", content: null }, user("Go")]),
      ],
      ["A>B transcript"],
    ],
    [
      "two answers in a row",
      [
        llm("A", hello, PARAGRAPH),
        llm("B", [...hello, assistant(PARAGRAPH)], OTHER_PARAGRAPH),
        llm("C", [...hello, assistant(PARAGRAPH), assistant(OTHER_PARAGRAPH), user("Go")]),
      ],
      ["A>B transcript", "A>C transcript", "B>C transcript"],
    ],
  ]);
});

describe("tools on the wire", () => {
  const ask = [user("How is the weather in Lisbon?")];
  const asked = [...ask, assistant(null, [weather])];
  const answered = [...asked, toolResult("call_1", sunny)];
  const two = [weather, { id: "call_2", name: "weather", args: { city: "Porto" } }];
  const nameless = { name: "weather", args: { city: "Lisbon" } };
  const T = "A/tool:0";
  const round = ["A>B transcript", `A>${T} transcript`, `${T}>B transcript`];
  const calling = llm("A", ask, assistant(null, [weather]));
  check([
    ["a call and its result make a node", [calling, llm("B", answered)], round],
    ["a call without a result makes none", [calling, llm("B", "Something else")], []],
    [
      "the result in every later request, the node once",
      [
        calling,
        llm("B", answered, "Sunny it is, wear a hat"),
        llm("C", [...answered, assistant("Sunny it is, wear a hat"), user("And tomorrow?")]),
      ],
      [...round, "A>C transcript", "B>C transcript", `${T}>C transcript`],
    ],
    [
      "two calls, two nodes",
      [
        llm("A", ask, assistant(null, two)),
        llm("B", [
          ...ask,
          assistant(null, two),
          toolResult("call_1", sunny),
          toolResult("call_2", "fog"),
        ]),
      ],
      [...round, "A>A/tool:1 transcript", "A/tool:1>B transcript"],
    ],
    [
      "without ids, by name and order",
      [
        llm("A", ask, assistant(null, [nameless, nameless])),
        llm("B", [
          ...ask,
          assistant(null, [nameless, nameless]),
          toolResult(null, "mild", "weather"),
          toolResult(null, "fog", "weather"),
        ]),
      ],
      [...round, "A>A/tool:1 transcript", "A/tool:1>B transcript"],
    ],
    [
      "ids made by the framework",
      [
        llm("A", ask, assistant(null, [nameless])),
        llm("B", [...ask, assistant(null, [{ ...nameless, id: "f-1" }]), toolResult("f-1", sunny)]),
      ],
      round,
    ],
    [
      "arguments written anew",
      [
        llm("A", ask, assistant(null, [{ ...weather, args: '{"city": "Lisbon", "days": 2}' }])),
        llm("B", [
          ...ask,
          assistant(null, [{ id: "x9", name: "weather", args: '{"days":2,"city":"Lisbon"}' }]),
          toolResult("x9", sunny),
        ]),
      ],
      round,
    ],
    [
      "results alone, the server keeps the rest",
      [
        llm("A", ask, assistant(null, [weather]), { id: "resp_9" }),
        llm("B", [toolResult("call_1", sunny)], "", { continues: "resp_9" }),
      ],
      round,
    ],
    [
      "results alone, without a response id",
      [calling, llm("B", [toolResult("call_1", sunny)])],
      round,
    ],
    [
      "one id in two conversations",
      [
        llm("A", ask, assistant(null, [weather])),
        llm(
          "D",
          [user("Weather in Rome?")],
          assistant(null, [{ ...weather, args: { city: "Rome" } }]),
        ),
        llm("B", answered),
        llm("E", [
          user("Weather in Rome?"),
          assistant(null, [{ ...weather, args: { city: "Rome" } }]),
          toolResult("call_1", "hail"),
        ]),
      ],
      [...round, "D>E transcript", "D>D/tool:0 transcript", "D/tool:0>E transcript"],
    ],
    [
      "a result pasted into another prompt",
      [calling, llm("B", answered), llm("C", `Summarise the forecast: ${sunny}`)],
      [...round, `${T}>C content`],
    ],
    [
      "a field of a result",
      [
        calling,
        llm("B", [...asked, toolResult("call_1", '{"station":"Cabo Raso","temp":22}')]),
        llm("C", "Describe Cabo Raso"),
      ],
      [...round, `${T}>C content`],
    ],
    [
      "what a tool repeats from its arguments is not the tool's",
      [
        calling,
        llm("B", [...asked, toolResult("call_1", "Lisbon: 22")]),
        llm("C", "Describe Lisbon in spring"),
      ],
      round,
    ],
    [
      "a call inside the tool",
      [calling, llm("N", "Forecast, please", sunny), llm("B", answered)],
      [...round, "N>B content"],
    ],
    [
      "a call inside the tool, in the tool's JSON",
      [
        calling,
        llm("N", "Forecast, please", sunny),
        llm("B", [...asked, toolResult("call_1", JSON.stringify({ ok: true, text: sunny }))]),
      ],
      [...round, "N>B content"],
    ],
    [
      "arguments used in a later prompt",
      [
        llm(
          "A",
          "Plan it",
          assistant(null, [{ id: "c", name: "book", args: { hotel: "Casa Balthazar" } }]),
        ),
        llm("B", "Call Casa Balthazar"),
      ],
      ["A>B content"],
    ],
    [
      "a call that ran at the provider's",
      [llm("A", ask, [PARAGRAPH]), llm("B", [...ask, assistant(PARAGRAPH), user("Go")])],
      ["A>B transcript"],
    ],
    [
      "an error result is a result",
      [calling, llm("B", [...asked, toolResult("call_1", "Error: no such station")])],
      round,
    ],
  ]);

  test("the node has the arguments, the result, and the time between", () => {
    const outcome = run(calling, llm("B", answered));
    expect(outcome.tools).toEqual([
      {
        key: T,
        name: "weather",
        input: { city: "Lisbon" },
        output: sunny,
        isError: false,
        startedAt: 1020,
        endedAt: 1030,
      },
    ]);
    const paths = outcome.evidence.map(({ source, target, evidence }) => [
      source,
      target,
      evidence.input_path,
      evidence.output_path,
    ]);
    expect(paths).toContainEqual([
      "A",
      T,
      "",
      "choices[0].message.tool_calls[0].function.arguments",
    ]);
    expect(paths).toContainEqual([T, "B", "messages[2].content", ""]);
  });
});

describe("tools that were intercepted", () => {
  const ask = [user("Read the notes")];
  const calling = llm(
    "A",
    ask,
    assistant(null, [{ id: "c7", name: "files__read", args: { path: "/notes.md" } }]),
  );
  const list = [
    ...ask,
    assistant(null, [{ id: "c7", name: "files__read", args: { path: "/notes.md" } }]),
    toolResult("c7", PARAGRAPH),
  ];
  const tool = mcp("M", "read", { path: "/notes.md" }, PARAGRAPH);
  check([
    [
      "take the place of the inferred node",
      [calling, tool, llm("B", list)],
      ["A>B transcript", "A>M transcript", "M>B transcript"],
    ],
    [
      "with other arguments they do not",
      [calling, mcp("M", "read", { path: "/other.md" }, "nothing"), llm("B", list)],
      ["A/tool:0>B transcript", "A>A/tool:0 transcript", "A>B transcript"],
    ],
    [
      "with another name they do not",
      [calling, mcp("M", "ad", { path: "/notes.md" }, "nothing"), llm("B", list)],
      ["A/tool:0>B transcript", "A>A/tool:0 transcript", "A>B transcript", "A>M content"],
    ],
    [
      "before the call they do not",
      [mcp("M", "read", { path: "/notes.md" }, "nothing"), calling, llm("B", list)],
      ["A/tool:0>B transcript", "A>A/tool:0 transcript", "A>B transcript"],
    ],
    [
      "their output pasted into a prompt",
      [tool, llm("B", `Summarise: ${PARAGRAPH}`)],
      ["M>B content"],
    ],
    [
      "an answer as their argument",
      [
        llm("A", "Which town?", "Almada"),
        mcp("M", "geocode", { town: "Almada", zoom: 3 }, "38.67"),
      ],
      ["A>M content"],
    ],
    [
      "a number of an answer as their argument",
      [llm("A", "Which order?", '{"order":48213}'), mcp("M", "find", { order: 48213 }, "found")],
      ["A>M content"],
    ],
    [
      "asked for while the stream still ran",
      [
        start(
          llm(
            "A",
            ask,
            assistant(null, [{ id: "c7", name: "read", args: { path: "/notes.md" } }]),
            { stream: true },
          ),
        ),
        firstByte(calling),
        tool,
        end(
          llm("A", ask, assistant(null, [{ id: "c7", name: "read", args: { path: "/notes.md" } }])),
        ),
      ],
      ["A>M transcript"],
    ],
  ]);
});

describe("a program's own data", () => {
  const berth = { name: "Albertine", id: "KX-4419", status: "dismasted", role: "ketch" };
  check([
    [
      "has names and ids like any other text, in a tool's arguments",
      [llm("A", "Which boat?", "KX-4419, Albertine"), mcp("M", "find", { id: "KX-4419" }, "none")],
      ["A>M content"],
    ],
    [
      "and in what a tool gives back",
      [
        { ...mcp("M", "find", {}, ""), output: { result: { structuredContent: berth } } },
        llm("B", "Greet Albertine."),
        llm("C", "Why is KX-4419 late?"),
      ],
      ["M>B content", "M>C content"],
    ],
    [
      "and in arguments that are an object",
      [
        llm("A", "Which boat?", {
          role: "assistant",
          tool_calls: [{ id: "c", function: { name: "find", arguments: berth } }],
        }),
        llm("B", "Greet Albertine."),
      ],
      ["A>B content"],
    ],
    [
      "while those of the protocol are none",
      [
        llm("A", "Hi", "Hello there", { id: "chatcmpl-Quixotic" }),
        llm("B", "Is Quixotic a word? And stop, completion?"),
      ],
      [],
    ],
    [
      "a schema that repeats an answer is the program's input too",
      [
        llm("A", "Name a field", "tonnage"),
        llm("B", "Fill it in", "", {
          extra: {
            response_format: {
              json_schema: { schema: { properties: { tonnage: { description: "tonnage" } } } },
            },
          },
        }),
      ],
      ["A>B content"],
    ],
  ]);

  test("the body of a failed call is no source", () => {
    const failed = {
      ...llm("A", "Hi"),
      output: { error: { message: "Quota of Albertine exhausted" } },
    };
    expect(run(failed, llm("B", "Explain: Quota of Albertine exhausted")).edges).toEqual([
      "A>B content",
    ]);
    expect(
      run({ ...failed, ok: false }, llm("B", "Explain: Quota of Albertine exhausted")).edges,
    ).toEqual([]);
  });
});

describe("streams", () => {
  const stream = llm("A", QUESTION, `${PARAGRAPH} ${OTHER_PARAGRAPH}`, { stream: true });
  const user1 = llm("B", `Translate: ${PARAGRAPH}`);
  check([
    [
      "used before its end",
      [start(stream), firstByte(stream), user1, end(stream)],
      ["A>B content"],
    ],
    ["not used before its first byte", [start(stream), user1, firstByte(stream), end(stream)], []],
    [
      "used before its end by two calls, and after",
      [
        start(stream),
        firstByte(stream),
        user1,
        llm("C", `Shorten: ${PARAGRAPH}`),
        end(stream),
        llm("D", `Praise: ${OTHER_PARAGRAPH}`),
      ],
      ["A>B content", "A>C content", "A>D content"],
    ],
    [
      "a call without a stream is used after its end only",
      [
        start(llm("A", QUESTION, PARAGRAPH)),
        firstByte(stream),
        user1,
        end(llm("A", QUESTION, PARAGRAPH)),
      ],
      [],
    ],
    [
      "what others say meanwhile stays theirs",
      [
        start(stream),
        firstByte(stream),
        llm("X", "Name a town", "Quixeramobim"),
        llm("B", "Visit Quixeramobim"),
        end(stream),
      ],
      ["X>B content"],
    ],
  ]);
});

describe("the engine", () => {
  test("gives the same findings for the same events", () => {
    for (const { calls } of createPrograms(3)) {
      expect(run(...calls).findings).toEqual(run(...calls).findings);
    }
  });

  test("names the exact characters on both sides", () => {
    const [pair] = quoted(
      run(llm("A", QUESTION, `Note: ${PARAGRAPH}`), llm("B", `Translate "${PARAGRAPH}" to German`)),
    );
    expect(pair).toEqual([PARAGRAPH.slice(0, -1), PARAGRAPH.slice(0, -1)]);
  });

  test.each([[null], [7], [[]], ["text"], [{ messages: [{ content: { a: [null, { b: [] }] } }] }]])(
    "takes the odd body %j",
    (input) => {
      const call = { ...llm("A", "x", "y"), input, output: input };
      expect(run(call, llm("B", "z")).edges).toEqual([]);
    },
  );

  test("takes tool arguments and results 50,000 levels deep", () => {
    const args = JSON.parse(`${"[".repeat(50_000)}1${"]".repeat(50_000)}`) as unknown;
    const message = {
      role: "assistant" as const,
      tool_calls: [{ id: "c", function: { name: "f", arguments: args } }],
    };
    const outcome = run(
      llm("A", "x", message),
      llm("B", [user("x"), message, toolResult("c", args)]),
    );
    expect(outcome.edges).toContain("A>A/tool:0 transcript");
  });

  test.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    "takes whatever JSON a provider sends (seed %i)",
    (seed) => {
      const random = createRandom(seed);
      const strange = [
        "",
        "\ud800",
        "\\",
        "&#x;",
        "&",
        '{"a":',
        "\\u12",
        "💥".repeat(50),
        "a".repeat(70_000),
        "0".repeat(300),
        "null",
      ];
      const value = (depth: number): unknown => {
        const choice = below(random, depth > 4 ? 4 : 6);
        if (choice < 2) return pick(random, strange);
        if (choice === 2) return pick(random, [null, true, 1e300, -0.5, 7]);
        if (choice === 3)
          return randomWords(random, 12).join(pick(random, [" ", "\n", "\\n", "**"]));
        if (choice === 4) return Array.from({ length: below(random, 4) }, () => value(depth + 1));
        return Object.fromEntries(
          ["id", "content", "text", "name", "arguments"].map((key) => [key, value(depth + 1)]),
        );
      };
      const calls = Array.from({ length: 12 }, (_, index) => ({
        ...llm(
          `n${index}`,
          [user(value(0)), assistant(value(0)), toolResult("c", value(0))],
          assistant(value(0)),
        ),
      }));
      for (const [input, output] of quoted(run(...calls))) {
        if (input !== "") expect(normalized(input)).toBe(normalized(output));
      }
    },
  );

  test("takes a body 50,000 levels deep", () => {
    const deep = JSON.parse(
      `${"[".repeat(50_000)}"granite quays of Almada"${"]".repeat(50_000)}`,
    ) as unknown;
    const outcome = run(llm("A", "x", "granite quays of Almada"), {
      ...llm("B", "y"),
      input: { deep },
    });
    expect(outcome.edges).toEqual(["A>B content"]);
  });
});
