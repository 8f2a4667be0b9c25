// What the mock answers: the same content whatever the provider, so that tests can compare.
import type { LLMock } from "@copilotkit/aimock";

/** Not in ASCII alone, so that chunks cut characters. */
export const ANSWER = "Paris is sunny: 21 °C, a light breeze 🌤 and “no rain”.";
export const REASONING = "The user wants the weather. I know it — naïvely.";
export const TOOL_ARGUMENTS = '{"city":"Zürich","unit":"celsius"}';

/** Teaches the mock. The prompts are those of the recordings. */
export function teachMock(mock: LLMock): void {
  mock.on({ hasToolResult: true }, { content: ANSWER });
  mock.on(
    { userMessage: /two tools/ },
    {
      content: "Let me look both up.",
      toolCalls: [
        { name: "get_weather", arguments: TOOL_ARGUMENTS },
        { name: "get_time", arguments: '{"city":"Zürich"}' },
      ],
    },
  );
  mock.on(
    { userMessage: /tool/ },
    {
      toolCalls: [{ name: "get_weather", arguments: TOOL_ARGUMENTS }],
    },
  );
  mock.on({ userMessage: /think/ }, { content: ANSWER, reasoning: REASONING });
  mock.on(
    { userMessage: /fail/ },
    {
      error: { message: "The model is overloaded", type: "server_error", code: "overloaded" },
      status: 503,
    },
  );
  mock.onEmbedding(/.*/, { embedding: [0.25, -0.5, 0.125] });
  mock.onImage(/.*/, { image: { b64Json: "iVBORw0KGgo=", revisedPrompt: "A red square" } });
  mock.onSpeech(/.*/, { audio: "SUQzBAAAAAAAI1RTU0UAAAAP", format: "mp3" });
  mock.onTranscription({ transcription: { text: "Hello from the tape.", language: "english" } });
  mock.on({ userMessage: /.*/ }, { content: ANSWER });
}
