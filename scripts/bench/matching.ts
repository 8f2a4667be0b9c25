// Measures the provenance engine: a run of calls with 100 KB of prompt each, all different, each holding
// the answer before it; then ten times the calls. `bun scripts/bench/matching.ts [--full]`.
// Counted: parsing the JSON bodies and the engine, in seconds of processor time, since the ratio of wall
// times says more about the neighbours on a busy machine. Not counted: making the texts.
// Memory is what the JavaScript heap holds for the engine after a collection, typed arrays included.
import { heapStats } from "bun:jsc";
import { createProvenanceEngine } from "#src/provenance/engine.ts";
import type { Message } from "#src/providers/message.ts";

const full = process.argv.includes("--full");
const calls = full ? 1000 : 100;
const PROMPT_CHARACTERS = 100_000;
const OUTPUT_WORDS = 120;

interface Measured {
  readonly calls: number;
  readonly seconds: number;
  readonly wallSeconds: number;
  readonly parseSeconds: number;
  readonly megabytes: number;
  readonly edges: number;
  readonly memory: number;
}

type Shape = "distinct" | "random" | "history" | "streams" | "repeated";

function measure(count: number, shape: Shape): Measured {
  Bun.gc(true);
  const before = heldBytes();
  const random = createRandom(7);
  const engine = createProvenanceEngine();
  const history = createText(random, PROMPT_CHARACTERS, "distinct");
  const pending: string[] = [];
  let elapsed = 0;
  let processor = 0;
  let parsing = 0;
  let bytes = 0;
  let edges = 0;
  let answer = "";
  for (let index = 0; index < count; index++) {
    const prompt = shape === "history" ? history : createText(random, PROMPT_CHARACTERS, shape);
    const source = JSON.stringify({
      model: "m",
      messages: [{ role: "user", content: `${prompt}\n\n${answer}` }],
    });
    answer = createAnswer(random, shape, index);
    bytes += source.length;
    const started = performance.now();
    const startedProcessor = processorSeconds();
    const body = JSON.parse(source) as { messages: { content: string }[] };
    parsing += performance.now() - started;
    const key = `n${index}`;
    edges += engine.onInput(
      toInput(key, body, { time: index * 10, streaming: shape === "streams" }),
    ).edges.length;
    pending.push(answer);
    if (shape !== "streams" || pending.length > 8) {
      const ended = shape === "streams" ? index - 8 : index;
      edges += engine.onOutput(
        toOutput(`n${ended}`, pending.shift() ?? "", {
          ended: index * 10 + 5,
          first: ended * 10 + 1,
        }),
      ).edges.length;
    }
    elapsed += performance.now() - started;
    processor += processorSeconds() - startedProcessor;
  }
  Bun.gc(true);
  const memory = heldBytes() - before;
  // Keeps the engine alive until here.
  engine.onOutput(toOutput("none", "", { ended: 0, first: 0 }));
  return {
    calls: count,
    seconds: processor,
    wallSeconds: elapsed / 1000,
    parseSeconds: parsing / 1000,
    megabytes: bytes / 1e6,
    edges,
    memory: memory / 1e6,
  };
}

function heldBytes(): number {
  return heapStats().heapSize;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function report(name: string, measured: Measured): void {
  const { seconds, megabytes, parseSeconds } = measured;
  console.log(
    [
      name.padEnd(24),
      `${measured.calls} calls`.padStart(12),
      `${seconds.toFixed(2)} s`.padStart(9),
      `(wall ${measured.wallSeconds.toFixed(2)} s)`.padStart(15),
      `(parsing ${parseSeconds.toFixed(2)} s)`.padStart(18),
      `${(megabytes / seconds).toFixed(0)} MB/s`.padStart(10),
      `${measured.edges} edges`.padStart(13),
      `memory +${measured.memory.toFixed(0)} MB`,
    ].join("  "),
  );
}

function createAnswer(random: () => number, shape: Shape, index: number): string {
  if (shape === "repeated") return "spam ".repeat(OUTPUT_WORDS);
  return `${createText(random, OUTPUT_WORDS * 6, "distinct")} REF-${index}-${Math.floor(random() * 1e6)}`;
}

/** English-like text: word lengths and frequencies by Zipf's law over 40,000 words. */
function createText(random: () => number, characters: number, shape: Shape): string {
  if (shape === "repeated") return "spam ".repeat(characters / 5);
  const words: string[] = [];
  let length = 0;
  while (length < characters) {
    const rank = Math.floor(Math.exp(random() * Math.log(40_000)));
    const word = shape === "random" ? Math.floor(random() * 2 ** 40).toString(36) : wordOf(rank);
    words.push(random() < 0.1 ? `${word}.` : word);
    length += word.length + 1;
  }
  return words.join(" ");
}

const SYLLABLES = "ta ne ri so lu ka me di po vu ba re ni go du fa le mi no ru".split(" ");

function wordOf(rank: number): string {
  let word = "";
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20];
  return word;
}

function toInput(
  key: string,
  body: { messages: { content: string }[] },
  options: { time: number; streaming: boolean },
) {
  const messages = body.messages.map(({ content }, index): Message => {
    const path = `messages[${index}]`;
    const texts = [{ path: `${path}.content`, text: content }];
    return { role: "user", path, id: null, texts, tool_calls: [], tool_results: [] };
  });
  const { time, streaming } = options;
  const facts = { model: null, messages, streaming, continues: [], label: null };
  return { key, kind: "llm" as const, startedAt: time, body, facts };
}

function toOutput(key: string, text: string, time: { ended: number; first: number }) {
  const path = "choices[0].message";
  const texts = [{ path: `${path}.content`, text }];
  const message: Message = {
    role: "assistant",
    path,
    id: null,
    texts,
    tool_calls: [],
    tool_results: [],
  };
  return {
    key,
    endedAt: time.ended,
    body: { choices: [{ message: { content: text } }] },
    facts: { model: null, id: key, messages: [message], usage: null, error: null },
    firstByteAt: time.first,
    ok: true,
  };
}

/** A small generator (mulberry32), so that every run measures the same texts. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const warm = measure(20, "distinct");
report("warm-up", warm);
const once = measure(calls, "distinct");
report("distinct prompts", once);
const ten = measure(calls * 10, "distinct");
report("ten times the calls", ten);
console.log(`ratio ${(ten.seconds / once.seconds).toFixed(2)} for ten times the calls`);
report("words never seen twice", measure(calls, "random"));
report("one shared history", measure(calls, "history"));
report("concurrent streams", measure(calls, "streams"));
report("one word repeated", measure(calls, "repeated"));
