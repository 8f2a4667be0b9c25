// Finds out which recorded node is which call of a corpus program. Pure.
import { isDeepStrictEqual } from "node:util";
import type { GraphNode } from "#src/protocol/graph.ts";
import type { MockCall } from "#test/support/mock-provider.ts";

export interface NamedNodes {
  /** Names by node id; a node that is no call of the program has a name in angle brackets. */
  readonly names: ReadonlyMap<string, string>;
  /** Calls and tools without a node. */
  readonly missing: readonly string[];
  /** Nodes that should not be there. */
  readonly surplus: readonly string[];
}

/** The calls' names, each once: `name#1`, `name#2` where a rule answered several. */
export function uniqueNames(calls: readonly MockCall[]): string[] {
  const count = new Map<string, number>();
  return calls.map(({ name }) => {
    if (calls.filter((call) => call.name === name).length === 1) return name;
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    return `${name}#${number}`;
  });
}

/** Gives every recorded node the name of its call, or of its tool. */
export function nameNodes(
  nodes: readonly GraphNode[],
  calls: readonly MockCall[],
  tools: readonly string[],
): NamedNodes {
  const free = nodes.toSorted((a, b) => a.started_at.localeCompare(b.started_at));
  const names = new Map<string, string>();
  const missing: string[] = [];
  const take = (name: string, node: GraphNode | undefined): void => {
    if (node === undefined) missing.push(name);
    else names.set(free.splice(free.indexOf(node), 1)[0]?.id ?? "", name);
  };
  for (const [index, name] of uniqueNames(calls).entries()) {
    const call = calls[index];
    if (call !== undefined) take(name, findCall(free, call));
  }
  // The ones that say which input they mean come first.
  for (const name of tools.toSorted((a, b) => b.length - a.length))
    take(name, findTool(free, name));
  const surplus = free.map((node) => `<${node.kind} ${node.label}>`);
  for (const [index, node] of free.entries()) names.set(node.id, surplus[index] ?? "");
  return { names, missing, surplus };
}

function findCall(nodes: readonly GraphNode[], call: MockCall): GraphNode | undefined {
  const same = nodes.filter((node) => node.kind !== "tool" && holds(node.input, call.request));
  return same.find((node) => answers(node, call)) ?? same[0];
}

/** True where a node's input is the request, or the request and more. */
function holds(input: unknown, request: unknown): boolean {
  if (isDeepStrictEqual(input, request)) return true;
  if (!isObject(input) || !isObject(request)) return false;
  return Object.entries(request).every(([key, value]) => isDeepStrictEqual(input[key], value));
}

function answers(node: GraphNode, { reply }: MockCall): boolean {
  if (reply.error !== undefined) return node.status === "error";
  const texts = strings(node.output).join("\n");
  const wanted = [reply.text ?? "", ...(reply.tools ?? []).map((tool) => tool.name)];
  return node.status !== "error" && wanted.every((text) => texts.includes(text));
}

function findTool(nodes: readonly GraphNode[], reference: string): GraphNode | undefined {
  const [, name = "", text = ""] = reference.match(/^tool:([\w-]+)(?:\((.*)\))?$/) ?? [];
  const isNamed = (node: GraphNode): boolean =>
    new RegExp(`(^|\\W)${name}(\\W|$)`).test(node.label) || strings(node.input).includes(name);
  return nodes.find(
    (node) => node.kind === "tool" && isNamed(node) && JSON.stringify(node.input).includes(text),
  );
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return isObject(value) ? Object.values(value).flatMap(strings) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
