// OpenAI's audio: text to speech (the answer is sound), transcription and translation (the request
// is a multipart upload). https://platform.openai.com/docs/api-reference/audio
import { isObject, property, stringAt } from "#src/protocol/json.ts";
import { defineOperation, type Operation } from "#src/providers/operation.ts";
import { definePathRecognizer } from "#src/providers/path-recognizer.ts";
import type { ResponseFacts } from "#src/providers/message.ts";
import {
  createMessage,
  createRequestFacts,
  createResponseFacts,
  readErrorMessage,
  readOpenaiUsage,
  readPrompt,
  readTextAt,
} from "#src/providers/read-content.ts";
import { parseJsonEvents } from "#src/providers/sse.ts";
import { streamWhereAsked } from "#src/providers/wanted-form.ts";
import { modelOfDeployment } from "./model-of-path.ts";
import { speechRequestProblem, transcriptProblem } from "./media-shapes.ts";
import { writeSpeechForm, writeTranscriptForm } from "./write-media.ts";

export const openaiSpeechRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.speech",
  form: (body) => (property(body, "stream_format") === "sse" ? "stream" : "plain"),
  kind: "llm",
  endings: ["/audio/speech"],
  matchesBody: (body) => isObject(body) && typeof body["input"] === "string",
});

export const openaiSpeech: Operation = /* @__PURE__ */ defineOperation(openaiSpeechRecognizer, {
  provider: "openai",
  readRequest: (body, path) =>
    createRequestFacts({
      model: stringAt(body, "model") ?? modelOfDeployment(path),
      messages: readPrompt(body, ["instructions", "input"]),
      streaming: property(body, "stream_format") === "sse",
    }),
  readResponse: readAudioResponse,
  assembleStream: ({ bytes }) => assembleSpeechStream(bytes),
  forms: ["plain", "stream"],
  writeForm: writeSpeechForm,
  requestProblem: speechRequestProblem,
});

export const openaiTranscriptionRecognizer = /* @__PURE__ */ definePathRecognizer({
  operation: "openai.transcription",
  form: streamWhereAsked,
  kind: "llm",
  endings: ["/audio/transcriptions", "/audio/translations"],
  matchesBody: (body) =>
    body === undefined || (isObject(body) && ("file" in body || "file_url" in body)),
});

export const openaiTranscription: Operation = /* @__PURE__ */ defineOperation(
  openaiTranscriptionRecognizer,
  {
    provider: "openai",
    readRequest: (body, path) =>
      createRequestFacts({
        model: stringAt(body, "model") ?? modelOfDeployment(path),
        messages: readPrompt(body, ["prompt"]),
        streaming: property(body, "stream") === true || property(body, "stream") === "true",
      }),
    readResponse: readAudioResponse,
    assembleStream: ({ bytes }) => assembleTranscriptionStream(bytes),
    forms: ["plain", "stream"],
    writeForm: writeTranscriptForm,
    withText: withTranscriptText,
    responseProblem: transcriptProblem,
  },
);

/** A transcript is an object with a text, or the bare text. */
function withTranscriptText(body: unknown, text: string): unknown {
  if (typeof body === "string") return text;
  return isObject(body) && typeof body["text"] === "string" ? { ...body, text } : null;
}

function readAudioResponse(body: unknown): ResponseFacts {
  // `response_format: text|srt|vtt` answers with the bare text.
  const texts =
    typeof body === "string" && body !== ""
      ? [{ path: "", text: body }]
      : readTextAt(body, "text", "");
  return createResponseFacts({
    messages: texts.length === 0 ? [] : [createMessage({ role: "assistant", path: "", texts })],
    usage: readOpenaiUsage(property(body, "usage")),
    error: readErrorMessage(body),
  });
}

function assembleTranscriptionStream(bytes: Uint8Array): unknown {
  let text: string | null = null;
  for (const { json } of parseJsonEvents(bytes)) {
    if (!isObject(json)) continue;
    const type = stringAt(json, "type");
    if (type === "transcript.text.delta") text = (text ?? "") + (stringAt(json, "delta") ?? "");
    if ("error" in json) return json;
    if (type === "transcript.text.done") {
      const { type: _, ...done } = json;
      return done;
    }
  }
  return text === null ? null : { text };
}

/** The sound of all events, as one base64 text; each event's own padding forbids plain appending. */
function assembleSpeechStream(bytes: Uint8Array): unknown {
  const parts: Buffer[] = [];
  let usage: unknown;
  for (const { json } of parseJsonEvents(bytes)) {
    if (isObject(json) && "error" in json) return json;
    const audio = stringAt(json, "audio");
    if (audio !== null) parts.push(Buffer.from(audio, "base64"));
    usage = property(json, "usage") ?? usage;
  }
  if (parts.length === 0) return null;
  return {
    audio: Buffer.concat(parts).toString("base64"),
    ...(usage === undefined ? {} : { usage }),
  };
}
