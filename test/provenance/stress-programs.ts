// Generated agent programs with known edges: what each passes on is known because this file passes it on.
// Prompts and answers draw on one vocabulary per topic, so that chance matches are as frequent as in life.
import {
  type Call,
  assistant,
  embedding,
  llm,
  mcp,
  system,
  toolResult,
  user,
  type WireMessage,
} from "./notation.ts";
import { below, createRandom, pick } from "./random.ts";

export interface Program {
  readonly name: string;
  readonly calls: Call[];
  /** `source>target`, every true data edge. */
  readonly edges: Set<string>;
}

type Random = () => number;

const TOPICS = [
  "harbour quay slipway fishing vessel tide dredging crane cargo pilot ferry storm granite mooring lighthouse captain customs container warehouse breakwater channel anchor berth fleet salvage",
  "refund invoice payment subscription customer account billing card charge dispute receipt ledger credit balance merchant transfer overdue discount reminder statement currency fee audit tax bank",
  "kubernetes container cluster deployment latency database replica cache query index schema migration server endpoint request timeout memory thread queue broker region rollout incident metric dashboard",
  "vineyard grape harvest soil irrigation barrel cellar vintage tannin acidity slope limestone ferment oak bottle label export sommelier blend climate frost pruning yield rootstock cooperative",
  "patient clinic dosage symptom therapy nurse diagnosis fever tablet allergy surgery recovery trial placebo blood scan referral insurance ward vaccine chronic physician antibiotic rehabilitation appointment",
].map((words) => words.split(" "));

const VERBS =
  "improves reduces requires affects explains supports delays replaces changes covers limits increases prevents reveals protects".split(
    " ",
  );
const ADJECTIVES =
  "new careful local frequent hidden modern seasonal expensive reliable regional early partial critical robust annual detailed".split(
    " ",
  );
const GENERAL =
  "team project plan season budget report manager price quality market risk decision record policy partner deadline standard review strategy survey".split(
    " ",
  );
const NAMES =
  "Lisbon Almada Tavira Porto Zanzibar Bruges Oaxaca Ines Tomas Yusuf Priya Marek Odile Quentin Hanako Balthazar Cordelia Fitzgerald Montevideo Reykjavik".split(
    " ",
  );
const OPENINGS = [
  "Sure, here is the answer:",
  "Certainly! Here is what I found:",
  "Of course. Below is the summary you asked for:",
  "Great question!",
];
const CLOSINGS = [
  "Let me know if you need anything else!",
  "I hope this helps.",
  "Feel free to ask for more details.",
  "",
];
const INSTRUCTIONS = [
  "Summarise the following text for a manager:",
  "Translate the following to German:",
  "Rewrite this in a friendly tone:",
  "List the main risks in the text below:",
  "Check the following for mistakes:",
];

/** The programs of a seed, one of each kind. */
export function createPrograms(seed: number): Program[] {
  return KINDS.map(([name, create]) => {
    const program: Program = { name, calls: [], edges: new Set() };
    const random = createRandom(seed * 1000 + name.length * 31 + name.charCodeAt(0));
    create({ random, topic: pick(random, TOPICS), program });
    return program;
  });
}

interface Setting {
  readonly random: Random;
  readonly topic: readonly string[];
  readonly program: Program;
}

function sentence({ random, topic }: Setting): string {
  const noun = () => pick(random, random() < 0.7 ? topic : GENERAL);
  const phrase = () => `${random() < 0.5 ? `${pick(random, ADJECTIVES)} ` : ""}${noun()}`;
  const forms = [
    () => `The ${phrase()} ${pick(random, VERBS)} the ${phrase()} and the ${phrase()}.`,
    () => `In ${pick(random, NAMES)}, a ${phrase()} ${pick(random, VERBS)} each ${phrase()}.`,
    () =>
      `If the ${phrase()} ${pick(random, VERBS)} the ${noun()}, we need ${2 + below(random, 90)} more ${noun()} units.`,
    () =>
      `However, the ${phrase()} of the ${noun()} is not as ${pick(random, ADJECTIVES)} as the ${phrase()}.`,
  ];
  return pick(random, forms)();
}

const paragraph = (setting: Setting, count: number) =>
  Array.from({ length: count }, () => sentence(setting)).join(" ");

function answer(setting: Setting, count = 5): string {
  const { random } = setting;
  return [
    random() < 0.4 ? pick(random, OPENINGS) : "",
    paragraph(setting, count),
    random() < 0.3 ? pick(random, CLOSINGS) : "",
  ]
    .filter(Boolean)
    .join("\n");
}

/** A prompt of the program's own, on the same topic. */
function ownPrompt(setting: Setting): string {
  const { random, topic } = setting;
  return `You are an expert on ${pick(random, topic)} and ${pick(random, topic)}. Consider the ${pick(random, ADJECTIVES)} ${pick(random, topic)}, the ${pick(random, GENERAL)} and every ${pick(random, topic)}. ${sentence(setting)}`;
}

function add({ program }: Setting, call: Call, sources: readonly string[] = []): Call {
  program.calls.push(call);
  for (const source of sources) program.edges.add(`${source}>${call.key}`);
  return call;
}

function addNoise(setting: Setting, key: string): void {
  add(setting, llm(key, ownPrompt(setting), answer(setting)));
}

const KINDS: [name: string, create: (setting: Setting) => void][] = [
  [
    "a chain of whole answers",
    (setting) => {
      let last = answer(setting);
      add(setting, llm("A0", ownPrompt(setting), last));
      for (let index = 1; index < 5; index++) {
        addNoise(setting, `N${index}`);
        const next = answer(setting);
        add(setting, llm(`A${index}`, `${pick(setting.random, INSTRUCTIONS)}\n${last}`, next), [
          `A${index - 1}`,
        ]);
        last = next;
      }
    },
  ],
  [
    "fields of a JSON answer",
    (setting) => {
      const { random } = setting;
      for (let index = 0; index < 3; index++) {
        const city = `${pick(random, NAMES)} ${pick(random, NAMES)}`;
        const id = `INV-${1000 + below(random, 9000)}`;
        const note = sentence(setting);
        add(
          setting,
          llm(`J${index}`, ownPrompt(setting), JSON.stringify({ city, invoice: id, note })),
        );
        addNoise(setting, `N${index}`);
        add(
          setting,
          llm(`C${index}`, `Find hotels near ${city} for the guest.`, answer(setting, 1)),
          [`J${index}`],
        );
        add(setting, llm(`I${index}`, `Look up ${id.toLowerCase()} please.`, answer(setting, 1)), [
          `J${index}`,
        ]);
        add(setting, llm(`S${index}`, `Shorten this note: ${note}`, answer(setting, 1)), [
          `J${index}`,
        ]);
      }
    },
  ],
  [
    "lines used one by one",
    (setting) => {
      const lines = Array.from({ length: 6 }, () => sentence(setting));
      add(
        setting,
        llm(
          "L",
          ownPrompt(setting),
          lines.map((line, index) => `${index + 1}. **${line}**`).join("\n"),
        ),
      );
      addNoise(setting, "N");
      const reports = lines.map((line, index) => {
        const text = answer(setting, 3);
        add(setting, llm(`E${index}`, `Expand this point into a paragraph: ${line}`, text), ["L"]);
        return text;
      });
      add(
        setting,
        llm(
          "M",
          `Merge the reports.\n\n${reports.map((text, index) => `## Report ${index}\n${text}`).join("\n\n")}`,
        ),
        lines.map((_, index) => `E${index}`),
      );
    },
  ],
  [
    "a label decides, and is passed on",
    (setting) => {
      const { random } = setting;
      for (let index = 0; index < 4; index++) {
        const label = `${pick(random, NAMES)}-${index}${below(random, 90)}`;
        add(
          setting,
          llm(`K${index}`, `Which desk handles case ${index}? ${sentence(setting)}`, label),
        );
        add(
          setting,
          llm(`R${index}`, `Write as desk ${label}. ${ownPrompt(setting)}`, answer(setting, 2)),
          [`K${index}`],
        );
      }
    },
  ],
  [
    "labels that the prompts list",
    (setting) => {
      const labels = "Options are billing, shipping, returns and other.";
      for (let index = 0; index < 4; index++) {
        add(
          setting,
          llm(
            `K${index}`,
            `${labels} Classify: ${sentence(setting)}`,
            pick(setting.random, ["billing", "shipping", "returns"]),
          ),
        );
        add(
          setting,
          llm(
            `R${index}`,
            `You write for the ${pick(setting.random, ["billing", "shipping"])} desk. ${ownPrompt(setting)}`,
            answer(setting, 2),
          ),
        );
      }
    },
  ],
  [
    "yes, no and scores",
    (setting) => {
      for (let index = 0; index < 4; index++) {
        add(
          setting,
          llm(
            `K${index}`,
            `Is it urgent? ${sentence(setting)}`,
            pick(setting.random, ["yes", "No.", "YES", "true", "8", "7/10"]),
          ),
        );
        add(
          setting,
          llm(
            `R${index}`,
            `Answer yes or no, or give 8 of 10 points. ${ownPrompt(setting)}`,
            "maybe",
          ),
        );
      }
    },
  ],
  [
    "samples and a judge",
    (setting) => {
      const prompt = ownPrompt(setting);
      const texts = [0, 1, 2, 3].map(() => answer(setting, 2));
      texts[3] = texts[0] ?? "";
      for (const [index, text] of texts.entries()) add(setting, llm(`S${index}`, prompt, text));
      add(
        setting,
        llm(
          "J",
          `Which is best?\n${texts.map((text, index) => `[${index}] ${text}`).join("\n")}`,
          "[2]",
        ),
        ["S0", "S1", "S2", "S3"],
      );
      addNoise(setting, "N");
    },
  ],
  [
    "a chat of ten turns",
    (setting) => {
      const messages: WireMessage[] = [system(ownPrompt(setting))];
      const keys: string[] = [];
      for (let index = 0; index < 10; index++) {
        messages.push(user(sentence(setting)));
        const text = setting.random() < 0.3 ? "OK, noted." : answer(setting, 2);
        add(setting, llm(`T${index}`, [...messages], text), keys);
        messages.push(assistant(text));
        keys.push(`T${index}`);
      }
    },
  ],
  [
    "a chat with a window of four messages",
    (setting) => {
      const messages: WireMessage[] = [];
      const saidBy: string[] = [];
      for (let index = 0; index < 8; index++) {
        messages.push(user(sentence(setting)));
        saidBy.push("");
        const text = answer(setting, 2);
        add(setting, llm(`T${index}`, messages.slice(-4), text), saidBy.slice(-4).filter(Boolean));
        messages.push(assistant(text));
        saidBy.push(`T${index}`);
      }
    },
  ],
  [
    "a tool loop",
    (setting) => {
      const messages: WireMessage[] = [user(sentence(setting))];
      const keys: string[] = [];
      for (let index = 0; index < 4; index++) {
        const call = {
          id: `call_${index}`,
          name: "search",
          args: { query: sentence(setting), page: index },
        };
        add(setting, llm(`A${index}`, [...messages], assistant(null, [call])), keys);
        const tool = `A${index}/tool:0`;
        setting.program.edges.add(`A${index}>${tool}`);
        messages.push(assistant(null, [call]), toolResult(call.id, paragraph(setting, 4)));
        keys.push(`A${index}`, tool);
      }
      add(setting, llm("Z", [...messages], answer(setting)), keys);
    },
  ],
  [
    "tools of a server",
    (setting) => {
      const ask = [user(sentence(setting))];
      const call = { id: "call_a", name: "notes__find", args: { words: sentence(setting) } };
      const text = paragraph(setting, 4);
      add(setting, llm("A", ask, assistant(null, [call])));
      add(setting, mcp("M", "find", call.args, text), ["A"]);
      const final = answer(setting, 3);
      add(setting, llm("B", [...ask, assistant(null, [call]), toolResult("call_a", text)], final), [
        "A",
        "M",
      ]);
      add(setting, llm("C", `Proof-read: ${final}`, answer(setting)), ["B"]);
      add(setting, llm("D", `Index this note: ${text}`, answer(setting)), ["M"]);
    },
  ],
  [
    "an answer in other dress",
    (setting) => {
      const text = `${paragraph(setting, 3)} "Quote" & <b>tag</b>\n${paragraph(setting, 2)}`;
      const dresses = [
        text.toUpperCase(),
        JSON.stringify({ text }),
        text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
        text
          .split("\n")
          .map((line) => `> ${line}`)
          .join("\n"),
        text.replaceAll(" ", "\n"),
      ];
      add(setting, llm("A", ownPrompt(setting), text));
      addNoise(setting, "N");
      for (const [index, dress] of dresses.entries())
        add(setting, llm(`B${index}`, `${sentence(setting)}\n${dress}`, answer(setting)), ["A"]);
    },
  ],
  [
    "one sentence of an answer",
    (setting) => {
      const sentences = Array.from({ length: 12 }, () => sentence(setting));
      add(setting, llm("A", ownPrompt(setting), sentences.join(" ")));
      addNoise(setting, "N");
      for (const index of [0, 5, 11])
        add(setting, llm(`B${index}`, `Is this true? ${sentences[index]}`, answer(setting)), ["A"]);
    },
  ],
  [
    "a number out of a sentence",
    (setting) => {
      const { random } = setting;
      for (let index = 0; index < 3; index++) {
        const total = 10_000 + below(random, 90_000);
        add(
          setting,
          llm(
            `A${index}`,
            ownPrompt(setting),
            `${sentence(setting)} The total is ${total} euros. ${sentence(setting)}`,
          ),
        );
        addNoise(setting, `N${index}`);
        add(
          setting,
          llm(`B${index}`, `Write a payment reminder for ${total} euros.`, answer(setting, 2)),
          [`A${index}`],
        );
      }
    },
  ],
  [
    "texts into embeddings",
    (setting) => {
      const chunks = Array.from({ length: 3 }, () => paragraph(setting, 2));
      add(setting, llm("A", ownPrompt(setting), chunks.join("\n\n")));
      add(setting, embedding("E0", chunks), ["A"]);
      add(setting, embedding("E1", [ownPrompt(setting), sentence(setting)]));
      addNoise(setting, "N");
    },
  ],
  [
    "a review that quotes",
    (setting) => {
      const draft = answer(setting, 3);
      const review = `${sentence(setting)} The draft says: "${draft}" ${paragraph(setting, 3)}`;
      add(setting, llm("A", ownPrompt(setting), draft));
      add(setting, llm("B", `Review: ${draft}`, review), ["A"]);
      add(setting, llm("C", `Answer the review.\n${review}`, answer(setting)), ["B"]);
      add(setting, llm("D", `Draft:\n${draft}\n\nReview:\n${review}`, answer(setting)), ["A", "B"]);
    },
  ],
  [
    "calls side by side on one document",
    (setting) => {
      const document = paragraph(setting, 30);
      for (let index = 0; index < 6; index++) {
        const text = `${answer(setting, 2)} The document says: "${document.split(". ")[index] ?? ""}."`;
        add(setting, llm(`A${index}`, `${sentence(setting)}\n\n${document}`, text));
      }
      addNoise(setting, "N");
    },
  ],
  [
    "prompts of one topic and nothing passed on",
    (setting) => {
      for (let index = 0; index < 12; index++) addNoise(setting, `N${index}`);
    },
  ],
];
