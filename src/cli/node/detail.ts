// One node for the terminal: facts, messages of both sides, attachments, where from, where to. Pure.
import {
  formatBytes,
  formatCost,
  formatCount,
  formatDuration,
  formatTime,
  formatTokens,
} from "#src/protocol/presentation/format.ts";
import { nodeMark, statusMark } from "#src/cli/graph/node-line.ts";
import { editedLines } from "#src/cli/edit/edit-lines.ts";
import { readConversation } from "#src/providers/conversation.ts";
import { incomingLines, outgoingLines } from "#src/cli/node/edge-lines.ts";
import { attachmentChip, bodyLines, messageLines } from "#src/cli/node/message-lines.ts";
import type { Paint } from "#src/cli/style.ts";
import { clean, cut, oneLine, widthOf, wrap } from "#src/cli/text.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { wasRefused } from "#src/protocol/no-answer.ts";
import type { Message } from "#src/providers/message.ts";

interface DetailOptions {
  readonly paint: Paint;
  readonly width: number;
  readonly sessionName: string;
}

/** The lines of a node's page, without line feeds. */
export function renderDetail(node: NodeDetail, options: DetailOptions): string[] {
  const conversation = readConversation(node);
  const body = (side: "input" | "output"): string[] => {
    const view = { ...options, attachments: node.attachments.filter((file) => file.side === side) };
    const messages: readonly Message[] = conversation?.[side] ?? [];
    if (messages.length > 0) return messageLines(messages, view);
    const value = node[side];
    if (value === null || value === undefined) {
      // An error says enough.
      const isExplained = side === "output" && node.error !== null;
      return isExplained ? [] : [options.paint.dim("  (nothing)")];
    }
    return bodyLines(value, view);
  };
  return [
    ...headerLines(node, options),
    ...section("Why it was not in the cache", missLines(node, options), options),
    ...section("Input", body("input"), options),
    ...section("Output", [...errorLines(node, options), ...body("output")], options),
    ...section("Attachments", attachmentLines(node), options),
    ...section("Edited", changedLines(node, options), options),
    ...section("Came from", incomingLines(node.edges_in, node.input, options), options),
    ...section("Went to", outgoingLines(node.edges_out, node.output, options), options),
  ];
}

function changedLines({ original, ...node }: NodeDetail, options: DetailOptions): string[] {
  if (original === null) return [];
  return editedLines(original.value, node[original.side], options);
}

function headerLines(node: NodeDetail, options: DetailOptions): string[] {
  const { paint, width, sessionName } = options;
  const model = node.model === null ? "" : `  ${oneLine(node.model)}`;
  const others = `x ${node.id}  ${model}  x ${node.status}`;
  const label = cut(oneLine(node.label), Math.max(NARROWEST, width - widthOf(others)));
  const title = `${paint.bold(node.id)}  ${paint.bold(label)}${paint.dim(model)}`;
  return [
    `${nodeMark(node, paint)} ${title}  ${statusMark(node.status, paint)} ${node.status}`,
    paint.dim(`${oneLine(sessionName)} (${node.session_id}) · run ${node.run_id}`),
    "",
    ...factsOf(node, width - FACT_INDENT).flatMap(([name, value]) =>
      value === "" ? [] : factLines(name, value, options),
    ),
  ];
}

/** Of a title, however narrow the terminal is. */
const NARROWEST = 20;
const FACT_INDENT = 13;
/** They stay whole, to be copied. */
const COPIED = new Set(["request", "code", "hash"]);

function factLines(name: string, value: string, { paint, width }: DetailOptions): string[] {
  const lines = COPIED.has(name) ? [value] : wrap(value, width - FACT_INDENT);
  return lines.map((line, index) => {
    const start = (index === 0 ? name : "").padEnd(FACT_INDENT - 3);
    return `  ${paint.dim(start)} ${line}`;
  });
}

function factsOf(node: NodeDetail, width: number): [string, string][] {
  return [
    [
      "provider",
      [node.provider, node.inferred ? "(seen in the messages around it)" : ""].join(" ").trim(),
    ],
    ["request", requestOf(node)],
    ["started", formatTime(node.started_at)],
    ["took", durationOf(node)],
    ["tokens", tokensOf(node)],
    ["cost", node.cost_usd === null ? "" : formatCost(node.cost_usd)],
    ["code", locationOf(node)],
    ["source", sourceOf(node)],
    ["edited", editedSide(node)],
    ["retry of", node.retry_of ?? ""],
    ["hash", hashOf(node, width)],
  ];
}

function editedSide({ edited, taken_back: takenBack }: NodeDetail): string {
  if (edited !== null) return edited;
  return takenBack === null ? "" : `${takenBack}, taken back for further re-runs`;
}

function hashOf({ input_hash: hash, occurrence }: NodeDetail, width: number): string {
  const which = ` #${occurrence + 1}`;
  return hash === null ? "" : `${cut(hash, width - which.length)}${which}`;
}

/** A miss has a section of its own. */
function sourceOf(node: NodeDetail): string {
  const { reason, miss } = node;
  const source = wasRefused(node) ? "refused" : node.source;
  return miss !== null || reason === "" ? source : `${source} (${oneLine(reason)})`;
}

function missLines({ miss, reason }: NodeDetail, { width }: DetailOptions): string[] {
  return miss === null ? [] : wrap(oneLine(reason), width - 2).map((line) => `  ${line}`);
}

function requestOf({ url, http_status }: NodeDetail): string {
  if (url === null) return "";
  return http_status === null ? oneLine(url) : `${oneLine(url)} → ${http_status}`;
}

function durationOf(node: NodeDetail): string {
  if (node.duration_ms === null) return "";
  const whole = formatDuration(node.duration_ms);
  if (!node.streamed || node.first_byte_ms === null) return whole;
  const bytes = node.chunks.reduce((sum, [, size]) => sum + size, 0);
  const chunks =
    node.chunks.length > 0 ? `, ${node.chunks.length} chunks, ${formatBytes(bytes)}` : "";
  return `${whole}, streamed: first byte after ${formatDuration(node.first_byte_ms)}${chunks}`;
}

function tokensOf({ tokens }: NodeDetail): string {
  if (tokens === null) return "";
  const cached = tokens.cached > 0 ? ` (${formatCount(tokens.cached)} cached)` : "";
  return `${formatTokens(tokens)}${cached}`;
}

function locationOf({ location }: NodeDetail): string {
  if (location === null) return "";
  return `${oneLine(location.file)}:${location.line}:${location.column}`;
}

function errorLines({ error }: NodeDetail, { paint, width }: DetailOptions): string[] {
  if (error === null) return [];
  const facts = [error.status, error.code].filter((fact) => fact !== null).join(" ");
  const text = `${facts} ${clean(error.message)}`.trim();
  return wrap(text, width - 4).map((line) => `  ${paint.red(line)}`);
}

function attachmentLines({ attachments }: NodeDetail): string[] {
  return attachments.map((file) => `  ${attachmentChip(file)}  ${file.side} ${file.path}`);
}

function section(title: string, lines: readonly string[], { paint }: DetailOptions): string[] {
  return lines.length === 0 ? [] : ["", paint.bold(title), ...lines];
}
