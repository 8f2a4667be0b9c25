import { describe, expect, test } from "vitest";
import { renderDetail } from "#src/cli/node/detail.ts";
import { createPaint } from "#src/cli/style.ts";
import { widthOf } from "#src/cli/text.ts";
import type { NodeDetail } from "#src/protocol/http-api.ts";
import { edge, llm } from "#test/support/outline.ts";

const bodies = {
  input: {
    model: "claude-sonnet-4",
    max_tokens: 100,
    system: "Answer briefly.",
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "What is on the picture?" },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
        ],
      },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "toolu_1", name: "zoom", input: { factor: 2 } }],
      },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "a cat\u001B[2J" }],
      },
    ],
  },
  output: {
    type: "message",
    role: "assistant",
    content: [{ type: "text", text: "A cat on a mat." }],
  },
};

const base: NodeDetail = {
  ...llm(4, {
    label: "What is on the picture?",
    provider: "anthropic",
    model: "claude-sonnet-4",
    url: "https://api.anthropic.com/v1/messages",
    started_at: "not a time",
    location: { file: "agent.ts", line: 12, column: 3 },
    streamed: true,
    first_byte_ms: 120,
    reason: "no re-run: every call goes out",
    attachments: [
      {
        path: "messages[0].content[1].source.data",
        side: "input",
        media_type: "image/png",
        size_bytes: 12_288,
        sha256: "0".repeat(64),
      },
    ],
  }),
  ...bodies,
  original: null,
  session_id: "k3xh2p9fm4wz",
  run_id: "abcdefghjkmn",
  stack: null,
  chunks: [
    [120, 1000],
    [400, 560],
  ],
  edges_in: [
    {
      source: "n2",
      target: "n4",
      evidence: [
        {
          kind: "content",
          input_path: "messages[0].content[0].text",
          input_span: [5, 15],
          output_path: "content[0].text",
          output_span: [0, 10],
        },
      ],
    },
  ],
  edges_out: [],
};

function render(node: NodeDetail, width = 80): string {
  const options = { paint: createPaint(false), width, sessionName: "agent" };
  return `\n${renderDetail(node, options).join("\n")}\n`;
}

describe("renderDetail()", () => {
  test("shows facts, messages, attachments and the text that flowed", () => {
    expect(render(base)).toMatchInlineSnapshot(`
      "
      ● n4  What is on the picture?  claude-sonnet-4  ✓ ok
      agent (k3xh2p9fm4wz) · run abcdefghjkmn

        provider   anthropic
        request    https://api.anthropic.com/v1/messages → 200
        started    not a time
        took       0.42 s, streamed: first byte after 0.12 s, 2 chunks, 1.5 KB
        tokens     812→14
        cost       $0.0001
        code       agent.ts:12:3
        source     live (no re-run: every call goes out)

      Input
        system     Answer briefly.
        user       What is on the picture?
                   [image/png 12 KB]
        assistant  ■ calls zoom({"factor":2})
        tool       ■ zoom answered
                   a cat␛[2J

      Output
        assistant  A cat on a mat.

      Attachments
        [image/png 12 KB]  input messages[0].content[1].source.data

      Came from
        n2  content
            content  messages[0].content[0].text ⟵ content[0].text
              "is on the"
      "
    `);
  });

  test("an error comes first in the output, whole", () => {
    const error = {
      message: "Your credit balance is too low. ".repeat(6),
      status: 400,
      code: "billing",
    };
    const text = render({ ...base, status: "error", error, output: null });
    expect(text).toContain("\nOutput\n  400 billing Your credit balance is too low.");
    expect(text.match(/credit/g)).toHaveLength(6);
    expect(text).not.toContain("(nothing)");
  });

  test("a body that is no conversation is shown as JSON", () => {
    const text = render({
      ...base,
      url: null,
      input: { city: "Paris", days: [1, 2] },
      output: "21 °C",
    });
    expect(text).toContain('Input\n  {\n    "city": "Paris",\n');
    expect(text).toContain("Output\n  21 °C\n");
  });

  test("long texts are folded, long evidence too", () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`).join("\n");
    const [flow = edge(1, 2)] = base.edges_in;
    const [evidence] = flow.evidence;
    const many = {
      ...flow,
      evidence: Array.from({ length: 12 }, () => evidence ?? flow.evidence[0]),
    };
    const text = render({
      ...base,
      output: { ...bodies.output, content: [{ type: "text", text: lines }] },
      edges_in: [many as typeof flow],
    });
    expect(text).toContain("… 176 more lines");
    const huge = "word ".repeat(10_000_000);
    const started = performance.now();
    const page = render({
      ...base,
      output: { ...bodies.output, content: [{ type: "text", text: huge }] },
    });
    expect(page).toContain("… many more lines");
    expect(page.length).toBeLessThan(10_000);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(text).toContain("and 7 more (--json has all)");
  });

  test("cuts a long title and hash, and breaks a long reason, where the terminal is narrow", () => {
    const reason = "the recorded call nearest to it asks something else, at its very end";
    const long = {
      ...base,
      label: "a long title ".repeat(10),
      reason,
      input_hash: "ab".repeat(32),
    };
    const head = render(long, 60).split("\nInput\n")[0] ?? "";
    for (const line of head.split("\n")) expect(widthOf(line), line).toBeLessThanOrEqual(60);
    expect(head).toContain("…  claude-sonnet-4  ✓ ok\n");
    expect(head).toContain("… #1\n");
    expect(render(long, 200)).toContain(`${"ab".repeat(32)} #1\n`);
  });

  test("stays within the width", () => {
    // But for the facts and places: they are there to be copied.
    const text = render(base, 60);
    const lines = text.slice(text.indexOf("Input\n")).split("\n");
    for (const line of lines.filter((text) => !text.startsWith("  ["))) {
      expect(widthOf(line)).toBeLessThanOrEqual(60);
    }
  });
});
