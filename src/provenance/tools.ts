// Tool nodes that nobody intercepted: a call in an output and its result in a later request make one.
// A call that was intercepted (MCP) takes the place of the inferred one.
import type { RequestFacts, ToolResult } from "#src/providers/message.ts";
import { type EdgeCollector, transcriptEvidence } from "./found.ts";
import type { Cover } from "./leaves.ts";
import { canonicalArguments } from "./message-parts.ts";
import type { OutputRecords, PendingCall } from "./output-record.ts";
import { isSameTool } from "./tool-name.ts";
import type { Transcript } from "./transcript.ts";

/** A tool node made from the messages around it. */
export interface InferredTool {
  /** `<key of the LLM node>/tool:<n>`, n counting the tool calls of that output from 0. */
  readonly key: string;
  readonly name: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly isError: boolean;
  /** When the asking call ended and the request with the result started: the widest it can have run. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** An intercepted tool call. */
export interface InterceptedTool {
  readonly key: string;
  readonly name: string;
  readonly arguments: unknown;
  readonly argumentsPath: string;
}

/** Pairs calls with results, and asked calls with intercepted ones. One per run. */
export class ToolTracer {
  private readonly records: OutputRecords;
  private readonly resultPaths = new Map<string, string>();

  constructor(records: OutputRecords) {
    this.records = records;
  }

  /** Finds the call an intercepted tool node answers, the earliest unanswered of the latest output that asked for it. */
  claim(tool: InterceptedTool, edges: EdgeCollector): boolean {
    const wanted = canonicalArguments(tool.arguments);
    let found: PendingCall | null = null;
    for (const entry of this.records.waitingFor(tool.name)) {
      if (found !== null && entry.llm !== found.llm) break;
      if (canonicalArguments(entry.call.arguments) === wanted) found = entry;
    }
    if (found === null) return false;
    this.records.answer(found, tool.key);
    const evidence = transcriptEvidence(tool.argumentsPath, found.call.arguments_path);
    edges.add(found.llm, tool.key, evidence);
    return true;
  }

  /** Where the result of an intercepted tool stands in its output, for the evidence of later edges. */
  setResultPath(tool: string, path: string): void {
    this.resultPaths.set(tool, path);
  }

  /** Reads the tool results of a request; returns the nodes that came to light with it. */
  trace(
    call: ToolRequest,
    into: { edges: EdgeCollector; covers: Map<string, Cover> },
  ): InferredTool[] {
    const tools: InferredTool[] = [];
    const answered = new Set<PendingCall>();
    for (const [index, message] of call.facts.messages.entries()) {
      for (const result of message.tool_results) {
        const entry = this.findCall(result, { index, transcript: call.transcript, answered });
        if (entry === null) continue;
        answered.add(entry);
        if (entry.tool === null) tools.push(this.infer(entry, result, call, into.edges));
        this.addResult(entry, result, { target: call.key, ...into });
      }
    }
    return tools;
  }

  private infer(
    entry: PendingCall,
    result: ToolResult,
    call: ToolRequest,
    edges: EdgeCollector,
  ): InferredTool {
    const key = `${entry.llm}/tool:${entry.index}`;
    this.records.answer(entry, key);
    edges.add(entry.llm, key, transcriptEvidence("", entry.call.arguments_path));
    return {
      key,
      name: entry.call.name,
      input: entry.call.arguments,
      output: result.content,
      isError: result.is_error,
      startedAt: entry.endedAt,
      endedAt: call.startedAt,
    };
  }

  private addResult(
    entry: PendingCall,
    result: ToolResult,
    into: { target: string; edges: EdgeCollector; covers: Map<string, Cover> },
  ): void {
    const { target, edges, covers } = into;
    const tool = entry.tool ?? "";
    edges.add(tool, target, transcriptEvidence(result.path, this.resultPaths.get(tool) ?? ""));
    covers.set(result.path, { kind: "result", tool, caller: entry.llm });
    // Server-kept history: the request shows the result only, yet it goes on from the asking answer.
    if (!edges.has(entry.llm, target)) {
      edges.add(entry.llm, target, transcriptEvidence(result.path, entry.call.path));
    }
  }

  private findCall(
    result: ToolResult,
    list: { index: number; transcript: Transcript; answered: ReadonlySet<PendingCall> },
  ): PendingCall | null {
    const { index, transcript, answered } = list;
    const isOpen = (entry: PendingCall) =>
      !answered.has(entry) && (result.name === null || isSameTool(entry.call.name, result.name));
    const before = transcript.calls.filter((one) => one.index <= index && isOpen(one.call));
    if (result.call_id !== null) {
      const named = before.findLast((one) => one.id === result.call_id);
      if (named !== undefined) return named.call;
      const known = this.records.callsWithId(result.call_id);
      const open = known.findLast(({ tool }) => tool !== null && isOpen(tool));
      if (open !== undefined) return open.tool;
    }
    const byOrder = before.find((one) => result.call_id === null || one.id === null);
    return byOrder?.call ?? this.latestWaiting(result, answered);
  }

  /** Without an id and without the asking message in the list: the first open call of the latest output. */
  private latestWaiting(
    result: ToolResult,
    answered: ReadonlySet<PendingCall>,
  ): PendingCall | null {
    let found: PendingCall | null = null;
    if (result.call_id !== null) return null;
    for (const entry of this.records.waitingFor(result.name)) {
      if (found !== null && entry.llm !== found.llm) break;
      if (!answered.has(entry)) found = entry;
    }
    return found;
  }
}

/** The request whose results are read. */
export interface ToolRequest {
  readonly key: string;
  readonly startedAt: number;
  readonly facts: RequestFacts;
  readonly transcript: Transcript;
}
