// Answers of OpenAI's audio and images as they would have been sent.
import { arrayAt, isObject, property, stringAt } from "#src/protocol/json.ts";
import type { WireBody } from "#src/providers/operation.ts";
import { base64Pieces, textPieces } from "#src/providers/text-pieces.ts";
import { writeEvents, writeJson } from "#src/providers/write-body.ts";

/** Pictures in a form. Null for a stream of pictures that are links. */
export function writeImagesForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") return writeJson(body);
  const images = arrayAt(body, "data");
  if (!isObject(body) || images.length === 0) return null;
  if (images.some((image) => stringAt(image, "b64_json") === null)) return null;
  const { created, data: _, ...others } = body;
  return writeEvents(
    images.map((image) => {
      const type = "image_generation.completed";
      const b64_json = stringAt(image, "b64_json");
      return { event: type, data: { type, b64_json, created_at: created, ...others } };
    }),
  );
}

/** A transcript in a form; a bare text (`response_format: text`) is no JSON. */
export function writeTranscriptForm(body: unknown, form: string): WireBody | null {
  if (form === "plain") {
    return typeof body === "string"
      ? { contentType: "text/plain; charset=utf-8", parts: [Buffer.from(body)] }
      : writeJson(body);
  }
  const text = stringAt(body, "text");
  if (!isObject(body) || text === null) return null;
  const deltas = textPieces(text).map((delta) => ({ type: "transcript.text.delta", delta }));
  return writeEvents(
    [...deltas, { ...body, type: "transcript.text.done" }].map((data) => ({ data })),
  );
}

/** Sound in a form. Null where the body does not have it (a node shows a file's hash alone). */
export function writeSpeechForm(body: unknown, form: string): WireBody | null {
  const audio = stringAt(body, "audio");
  if (audio === null) return null;
  if (form === "plain") {
    const bytes = Buffer.from(audio, "base64");
    return { contentType: audioType(bytes), parts: [bytes] };
  }
  const usage = property(body, "usage");
  return writeEvents(
    [
      ...base64Pieces(audio).map((piece) => ({ type: "speech.audio.delta", audio: piece })),
      { type: "speech.audio.done", ...(usage === undefined ? {} : { usage }) },
    ].map((data) => ({ data })),
  );
}

/** MP3 is what the service sends unasked; the other formats say what they are. */
function audioType(bytes: Buffer): string {
  const start = bytes.toString("latin1", 0, 4);
  if (start === "RIFF") return "audio/wav";
  if (start === "OggS") return "audio/opus";
  if (start === "fLaC") return "audio/flac";
  return "audio/mpeg";
}
