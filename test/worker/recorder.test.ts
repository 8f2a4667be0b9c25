import { expect, test, vi } from "vitest";
import type { RunnerEvent } from "#src/protocol/runner-event.ts";
import { createRecorder } from "#src/worker/recorder.ts";

test("a failure of ao is reported once per place, without the secrets it quotes", () => {
  vi.stubEnv("OPENAI_API_KEY", "sk-1234567890");
  try {
    const events: RunnerEvent[] = [];
    const spool = { streamId: "1-a", append: (event: RunnerEvent) => events.push(event) > 0 };
    const recorder = createRecorder({
      spool,
      configured: [],
      answers: null,
      placeholders: [],
      process: "0",
      currentSubrun: () => null,
    });
    const text = 'no URL: "https://ann:hunter22@host/v1?api_key=abc&model=m", key sk-1234567890';
    recorder.report("fetch", text);
    recorder.report("fetch", text);
    expect(events).toEqual([
      {
        type: "runner-log",
        level: "error",
        message: 'fetch: no URL: "https://host/v1?api_key=removed&model=m", key [secret removed]',
      },
    ]);
  } finally {
    vi.unstubAllEnvs();
  }
});
