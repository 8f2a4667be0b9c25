// What every provider's module owes, run against each recorded exchange.
import { expect } from "vitest";
import { valueAt } from "#src/protocol/json.ts";
import { decodeBody } from "#src/providers/decode-body.ts";
import { findAttachments } from "#src/providers/attachments.ts";
import { describeCall } from "#src/providers/describe.ts";
import { inputHash } from "#src/providers/input-hash.ts";
import type { Message } from "#src/providers/message.ts";
import type { Operation } from "#src/providers/operation.ts";
import { outputText } from "#src/providers/output-text.ts";
import { readOutput } from "#src/providers/read-output.ts";
import { recognize } from "#src/providers/recognizers.ts";
import { operationById } from "#src/providers/registry.ts";
import type { ProviderFixture } from "#test/providers/load-fixtures.ts";

/** The request's body as the server decodes it. */
export function requestBody(fixture: ProviderFixture): unknown {
  const contentType = fixture.request_headers["content-type"] ?? null;
  return decodeBody(fixture.request, { contentType, contentEncoding: null }).value;
}

/** The output as the server reads it, from all or some of the bytes. */
export function output(fixture: ProviderFixture, bytes = fixture.response): unknown {
  const contentType = fixture.response_headers["content-type"] ?? null;
  return readOutput(operationOf(fixture), bytes, { contentType, contentEncoding: null });
}

export function operationOf(fixture: ProviderFixture): Operation {
  const operation = operationById(fixture.operation);
  if (operation === null) throw new Error(`No operation "${fixture.operation}"`);
  return operation;
}

/** Recognised as what it is and as nothing else, also behind a gateway's prefix. */
export function expectRecognition(fixture: ProviderFixture): void {
  const isJson = (fixture.request_headers["content-type"] ?? "").includes("json");
  const body = isJson ? requestBody(fixture) : undefined;
  for (const path of [fixture.path, `/proxy/x${fixture.path}`]) {
    const matching = recognize(fixture.method, path)
      .filter((recognizer) => recognizer.matchesBody(body, path))
      .map((recognizer) => recognizer.operation);
    expect(matching, path).toEqual([fixture.operation]);
    expect(recognize("GET", path)).toEqual([]);
  }
}

/** Every path of the facts leads to what the facts say. */
export function expectExactPaths(messages: readonly Message[], body: unknown): void {
  for (const message of messages) {
    for (const { path, text } of message.texts) {
      expect(path === "" ? body : valueAt(body, path), path).toBe(text);
    }
    for (const call of message.tool_calls) {
      // A call without arguments may leave them out.
      const found = valueAt(body, call.arguments_path) ?? call.arguments;
      const isParsed = typeof found === "string" && typeof call.arguments !== "string";
      expect(isParsed ? JSON.parse(found) : found, call.arguments_path).toEqual(call.arguments);
      expect(valueAt(body, call.path), call.path).toBeTypeOf("object");
    }
    for (const result of message.tool_results) {
      expect(valueAt(body, result.path), result.path).toEqual(result.content);
    }
    if (message.path !== "") expect(valueAt(body, message.path), message.path).toBeDefined();
  }
}

/** All that interprets a body takes any, and throws on none. */
export function expectTotal(operation: Operation, body: unknown, path = "/x"): void {
  const request = operation.readRequest(body, path);
  const response = operation.readResponse(body);
  operation.normalizeRequest(body);
  operation.inputOf?.(body);
  operation.outputOf?.(body);
  operation.matchesBody(body, path);
  expectExactPaths(request.messages, body);
  expectExactPaths(response.messages, body);
  inputHash(operation.operation, path, body);
  outputText(operation.operation, body);
  findAttachments(body);
  const url = "https://example.com/v1/x";
  const description = describeCall({ operation, url, request, response, body, output: body });
  expect(description.label).not.toBe("");
  expect(description.preview).not.toContain("\n");
  expect(description.preview.length).toBeLessThanOrEqual(120);
  expect(description.label.length).toBeLessThanOrEqual(60);
}

/** All that edits and writes a body takes any as well, and what is written can be read. */
export function expectEditable(operation: Operation, body: unknown): void {
  operation.requestProblem?.(body);
  operation.responseProblem?.(body);
  const said = operation.withText?.(body, "said") ?? null;
  if (said !== null) operation.readResponse(said);
  for (const form of operation.forms ?? ["plain", "stream", "stream-lines"]) {
    const written = operation.writeForm?.(body, form) ?? null;
    if (written === null) continue;
    const bytes = Buffer.concat(written.parts);
    operation.assembleStream({ bytes, contentType: written.contentType });
  }
}
