import { describe, expect, test } from "vitest";
import { quoteDot, renderDot } from "#src/cli/graph/dot.ts";
import { escapeMermaid, renderMermaid } from "#src/cli/graph/mermaid.ts";
import { edge, llm, outline, tool } from "#test/support/outline.ts";

const failure = { message: 'no "key"', status: 401, code: null };
const drawn = outline(
  [
    llm(1, { label: 'plan "it" [now]' }),
    tool(2),
    llm(3, { kind: "embedding", status: "error", error: failure }),
    llm(4),
  ],
  [
    edge(1, 2, "transcript"),
    edge(2, 3, "content", "content"),
    edge(1, 3, "transcript"),
    edge(3, 4, "control"),
  ],
);

describe("renderMermaid()", () => {
  test("draws kinds, evidence, errors and what is implied", () => {
    expect(renderMermaid(drawn)).toMatchInlineSnapshot(`
      "flowchart TD
        n1("n1 plan #34;it#34; #91;now#93;<br/>gpt-4o-mini")
        n2[["n2 get_weather"]]
        n3[("n3 step 3<br/>gpt-4o-mini<br/>no #34;key#34;")]
        n4("n4 step 4<br/>gpt-4o-mini")
        n1 -->|"transcript"| n2
        n2 -->|"content"| n3
        n1 -->|"transcript"| n3
        n3 -.->|"control"| n4
        linkStyle 2 stroke:#ccc,stroke-width:1px
        classDef failed stroke:#d33,color:#d33
        class n3 failed
      "
    `);
  });

  test.each([
    ['a "b"', "a #34;b#34;"],
    ["%%{init}%%", "#37;#37;#123;init#125;#37;#37;"],
    ["`md` #35;", "#96;md#96; #35;35#59;"],
    ["日本語 é, ok!", "日本語 é, ok!"],
    ["two\nlines", "two lines"],
  ])("%j cannot leave its label", (text, escaped) => {
    expect(escapeMermaid(text)).toBe(escaped);
  });
});

describe("renderDot()", () => {
  test("draws kinds, evidence, errors and what is implied", () => {
    expect(renderDot(drawn)).toMatchInlineSnapshot(`
      "digraph "abcdefghjkmn" {
        rankdir=TB;
        node [shape=box, style=rounded, fontname="Helvetica"];
        edge [fontname="Helvetica", fontsize=10];
        n1 [label="n1 plan \\"it\\" [now]\\ngpt-4o-mini", shape=box];
        n2 [label="n2 get_weather", shape=component];
        n3 [label="n3 step 3\\ngpt-4o-mini\\nno \\"key\\"", shape=cylinder, color=red, fontcolor=red];
        n4 [label="n4 step 4\\ngpt-4o-mini", shape=box];
        n1 -> n2 [label="transcript"];
        n2 -> n3 [label="content"];
        n1 -> n3 [label="transcript", color=gray70, fontcolor=gray70];
        n3 -> n4 [label="control", style=dashed];
      }
      "
    `);
  });

  test.each([
    ['a "b"', String.raw`"a \"b\""`],
    [String.raw`c:\N`, String.raw`"c:\\N"`],
    ["&lt;", '"&amp;lt;"'],
    [String.raw`x\"]; n1 -> n2`, String.raw`"x\\\"]; n1 -> n2"`],
  ])("%j cannot leave its label", (text, quoted) => {
    expect(quoteDot([text])).toBe(quoted);
  });
});
