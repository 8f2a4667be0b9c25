// The provenance engine of one run: fed with calls as they start and end, it says which call's output
// went into which call's input. Runs in the server. Pure: the findings are a function of the order of events.
import { isObject, property, stringAt, valueAt } from "#src/protocol/json.ts";
import type { NodeKind } from "#src/protocol/graph.ts";
import type { RequestFacts, ResponseFacts } from "#src/providers/message.ts";
import { ContentTracer } from "./content.ts";
import { EdgeCollector, type FoundEdge } from "./found.ts";
import { type Cover, type Leaf, findLeaves } from "./leaves.ts";
import { OutputRecords, type Place } from "./output-record.ts";
import { type InferredTool, type InterceptedTool, ToolTracer } from "./tools.ts";
import { TranscriptTracer } from "./transcript.ts";
import type { Sketch } from "./sketch.ts";
import type { SourceText } from "./source-text.ts";

export type { FoundEdge } from "./found.ts";
export type { InferredTool } from "./tools.ts";

/** A call that starts. */
export interface CallInput {
  /** The caller's key of the node, unique within the run. */
  readonly key: string;
  readonly kind: NodeKind;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The input as parsed JSON. */
  readonly body: unknown;
  /** What the program itself asked, where something else was sent in its place: another's answer may name that. */
  readonly asked?: unknown;
  readonly facts: RequestFacts;
}

/** A call that ended. */
export interface CallOutput {
  readonly key: string;
  readonly endedAt: number;
  readonly body: unknown;
  readonly facts: ResponseFacts;
  /** Milliseconds since 1970; of a stream, text may have been used from here on. */
  readonly firstByteAt: number | null;
  readonly ok: boolean;
}

/** What one event brought to light. */
export interface Findings {
  readonly tools: InferredTool[];
  /** Edges that are new, or have new evidence. Nodes are named by key. */
  readonly edges: FoundEdge[];
}

/** Takes events in the order they happened; `onOutput` at most once per `onInput`. */
export interface ProvenanceEngine {
  onInput(call: CallInput): Findings;
  onOutput(call: CallOutput): Findings;
}

/** The engine of one run. */
export function createProvenanceEngine(): ProvenanceEngine {
  return new Engine();
}

interface OpenCall {
  readonly kind: NodeKind;
  readonly sequence: number;
  readonly place: Place;
  readonly streaming: boolean;
  readonly sketch: Sketch;
  /** Nodes whose output is in its input. */
  readonly sources: ReadonlySet<string>;
}

/** An intercepted tool call that started while a stream was running that may be asking for it. */
interface UnclaimedTool {
  readonly tool: InterceptedTool;
  readonly startedAt: number;
}

const MAX_UNCLAIMED = 256;
const NO_NODES: ReadonlySet<string> = new Set();

class Engine implements ProvenanceEngine {
  private readonly content = new ContentTracer();
  private readonly records = new OutputRecords();
  private readonly transcripts = new TranscriptTracer(this.records);
  private readonly tools = new ToolTracer(this.records);
  private readonly open = new Map<string, OpenCall>();
  private unclaimed: UnclaimedTool[] = [];
  private sequence = 0;

  onInput(call: CallInput): Findings {
    const { key, kind, facts, startedAt, body } = call;
    const sequence = ++this.sequence;
    const edges = new EdgeCollector();
    const covers = new Map<string, Cover>();
    const transcript = this.transcripts.trace(key, facts, { edges, covers });
    const tools = this.tools.trace({ key, startedAt, facts, transcript }, { edges, covers });
    for (const tool of tools) this.addToolSource(tool, sequence);
    if (kind === "tool" && this.claimTool(call, edges)) covers.set("", { kind: "explained" });
    const held = this.content.inputs.begin(key, sequence, startedAt);
    const leaves = findLeaves(body, { covers, numbers: kind === "tool" });
    const sketch = this.content.traceInput(key, { leaves, held }, edges);
    const streaming = facts.streaming && kind === "llm";
    const found = edges.all();
    const sources = new Set(
      found.filter(({ target }) => target === key).map(({ source }) => source),
    );
    this.open.set(key, { kind, sequence, place: transcript.place, streaming, sketch, sources });
    if (streaming) this.content.inputs.openStream(key, sequence);
    return { tools, edges: found };
  }

  onOutput(call: CallOutput): Findings {
    const open = this.open.get(call.key);
    const edges = new EdgeCollector();
    if (open === undefined) return { tools: [], edges: [] };
    this.open.delete(call.key);
    const streamedFrom = open.streaming ? call.firstByteAt : null;
    if (open.kind !== "embedding") {
      const seen = this.content.inputs.seenBefore(streamedFrom ?? Number.POSITIVE_INFINITY);
      const owner = {
        node: call.key,
        sketch: open.sketch,
        place: open.place.whole,
        started: open.sequence,
        ended: ++this.sequence,
      };
      const mayRepeat = open.kind === "tool";
      const origin = { call: owner, seen, mayRepeat, sources: open.sources };
      const texts = this.content.addOutput(outputLeaves(call, open.kind), origin);
      if (open.kind === "llm") this.records.add(call.key, { ...call, place: open.place });
      else this.tools.setResultPath(call.key, resultPath(call.body));
      if (streamedFrom !== null) this.lookBack(open, { texts, from: streamedFrom }, edges);
    }
    this.content.inputs.closeStream(call.key);
    return { tools: [], edges: edges.all() };
  }

  /** What started while the stream was running may have used its beginning. */
  private lookBack(
    open: OpenCall,
    stream: { texts: readonly SourceText[]; from: number },
    edges: EdgeCollector,
  ): void {
    const claimed = new Set<string>();
    this.unclaimed = this.unclaimed.filter(({ tool, startedAt }) => {
      if (startedAt < stream.from || !this.tools.claim(tool, edges)) return true;
      claimed.add(tool.key);
      return false;
    });
    const fresh = new Set(stream.texts.filter(({ owners }) => owners.length === 1));
    for (const held of this.content.inputs.startedSince(open.sequence, stream.from)) {
      if (claimed.has(held.key) || !this.content.mayHold(held, fresh)) continue;
      this.content.traceAgain(held, fresh, edges);
    }
  }

  private addToolSource(tool: InferredTool, sequence: number): void {
    const data = isObject(tool.output);
    const leaves = findLeaves(tool.output, { numbers: true, data }).filter((leaf) => leaf.content);
    const seen = this.content.inputs.seenBefore(Number.POSITIVE_INFINITY);
    const call = { node: tool.key, sketch: [], place: -1, started: sequence, ended: sequence };
    this.content.addOutput(leaves, { call, seen, mayRepeat: true, sources: NO_NODES });
  }

  private claimTool(call: CallInput, edges: EdgeCollector): boolean {
    const tool = interceptedTool(call);
    if (this.tools.claim(tool, edges)) return true;
    this.unclaimed.push({ tool, startedAt: call.startedAt });
    if (this.unclaimed.length > MAX_UNCLAIMED) this.unclaimed.shift();
    return false;
  }
}

/** The texts an output can be quoted by. */
function outputLeaves(call: CallOutput, kind: NodeKind): readonly Leaf[] {
  const { body, facts } = call;
  const leaves: Leaf[] = [];
  for (const message of facts.messages) {
    for (const { path, text } of message.texts) {
      leaves.push({ path, text, whole: false, cover: null, content: true });
    }
    for (const { arguments_path: path } of message.tool_calls) {
      leaves.push(...findLeaves(valueAt(body, path), { path, numbers: true, data: true }));
    }
  }
  if (kind === "llm" && (leaves.length > 0 || !call.ok)) return leaves;
  return findLeaves(body, { numbers: kind === "tool" }).filter((leaf) => leaf.content);
}

/** A tool call as MCP sends it: `{ params: { name, arguments } }`. */
function interceptedTool(call: CallInput): InterceptedTool {
  const body = call.asked ?? call.body;
  const params = property(body, "params");
  const [asked] = call.facts.messages.flatMap((message) => message.tool_calls);
  return {
    key: call.key,
    name: call.facts.label ?? stringAt(params, "name") ?? asked?.name ?? "",
    arguments: asked?.arguments ?? property(params, "arguments") ?? property(body, "arguments"),
    argumentsPath:
      asked?.arguments_path ?? (params === undefined ? "arguments" : "params.arguments"),
  };
}

/** Where an MCP answer has what the tool said. */
function resultPath(body: unknown): string {
  const content = valueAt(body, "result.content");
  if (!Array.isArray(content)) return property(body, "result") === undefined ? "" : "result";
  return content.length === 1 && stringAt(content[0], "text") !== null
    ? "result.content[0].text"
    : "result.content";
}
