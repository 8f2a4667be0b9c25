// The AI SDK, LangChain and LangGraph, the OpenAI Agents SDK, MCP.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const frameworks: CorpusCases = {
  "ai-generate-text": {
    sdk: "ai",
    flows: ["chain", "several providers"],
    edges: "pitch -> worry -> reply",
    rules: [
      {
        name: "pitch",
        when: /lift attendants/,
        reply:
          "Floor by floor, Going Down follows five people in gloves who still press the button for others.",
      },
      {
        name: "worry",
        when: /what worries you/,
        reply:
          "Eighty minutes inside a cabin two metres wide will exhaust any camera, and any viewer.",
      },
      {
        name: "reply",
        when: /^Reply to the commissioner/,
        reply: "We open the doors every six minutes, and then the city walks in.",
      },
    ],
  },
  "ai-stream-tools": {
    sdk: "ai",
    flows: ["tool loop", "stream"],
    edges: "ask -> tool:openingHours -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /Whit Monday/,
        reply: {
          tools: [{ name: "openingHours", arguments: { museum: "ARoS", day: "2027-05-17" } }],
        },
      },
      {
        name: "answer",
        when: /lastEntry/,
        reply: "Yes, it is open, but be there by twenty past four.",
      },
    ],
  },
  "ai-generate-object": {
    sdk: "ai",
    flows: ["json fields", "structured output", "fan-out"],
    edges: "play -> scene-*",
    rules: [
      {
        name: "play",
        when: /^Plan a puppet play/,
        reply: JSON.stringify({
          villain: { name: "Count Moth, eater of curtains", weakness: "cannot pass a lit candle" },
          scenes: [
            "The theatre wakes up without its red curtain",
            "A candle is carried through the dark stalls",
          ],
        }),
      },
      {
        name: "scene-1",
        when: /without its red curtain/,
        reply: "Velvet! Such a light breakfast.",
      },
      { name: "scene-2", when: /dark stalls/, reply: "Put out that star before I fly to it!" },
    ],
  },
  "langchain-chain": {
    sdk: "langchain",
    flows: ["fan-in", "chain"],
    edges: "pro, contra -> judge",
    rules: [
      {
        name: "pro",
        when: /^Motion/,
        where: /argue in favour/,
        reply: "Heat shared among strangers is the cheapest health insurance a council can buy.",
      },
      {
        name: "contra",
        when: /^Motion/,
        where: /argue against/,
        reply:
          "Warming forty naked voters all winter costs more than the swimming lessons it replaces.",
      },
      { name: "judge", when: /^Who argued better/, reply: "The second, because it named a price." },
    ],
  },
  "langgraph-agent": {
    sdk: "langgraph",
    flows: ["tool loop", "chat history"],
    edges: `ask -> tool:find_artist -> albums, answer
      ask -> albums, answer
      albums -> tool:list_albums -> answer
      albums -> answer`,
    rules: [
      {
        name: "ask",
        when: /singer of Le port/,
        reply: { tools: [{ name: "find_artist", arguments: { song: "Le port" } }] },
      },
      {
        name: "albums",
        when: /first recorded by/,
        reply: { tools: [{ name: "list_albums", arguments: { artist: "Odile Marchetti" } }] },
      },
      {
        name: "answer",
        when: /Rue sans nom/,
        reply: "She made two records, the later one with a full orchestra.",
      },
    ],
  },
  "langgraph-workflow": {
    sdk: "langgraph",
    flows: ["fan-in"],
    edges: "facts, outline -> article",
    rules: [
      {
        name: "facts",
        when: /^List two facts/,
        reply:
          "- Fay's bent wire of 1867 held tickets to fabric\n- The Gem shape was never patented",
      },
      {
        name: "outline",
        when: /^Outline an article/,
        reply: "I. Pins and ribbons\nII. A loop within a loop\nIII. Norway's quiet resistance",
      },
      {
        name: "article",
        when: /^Write the article/,
        reply: "Before it held our paper, a bit of steel had to learn how to let go.",
      },
    ],
  },
  "agents-tools": {
    sdk: "openai agents",
    flows: ["tool loop"],
    edges: "ask -> tool:seat_map -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /Two seats together/,
        reply: {
          tools: [{ name: "seat_map", arguments: { performance: "Rusalka, Saturday 19:30" } }],
        },
      },
      {
        name: "answer",
        when: /row F seats/,
        reply: "I can offer F 11 and 12, or the box if you like to be seen.",
      },
    ],
  },
  "agents-handoff": {
    sdk: "openai agents",
    flows: ["handoff"],
    edges: "triage -> tool:transfer_to_Repairs -> repair; triage -> repair",
    rules: [
      {
        name: "triage",
        when: /neck of my viola/,
        reply: { tools: [{ name: "transfer_to_Repairs", arguments: {} }] },
      },
      {
        name: "repair",
        when: /assistant.*Repairs/s,
        reply: "Loosen the strings at once and keep it lying flat; hide glue will hold it again.",
      },
    ],
  },
  "agents-as-tools": {
    sdk: "openai agents",
    flows: ["nested agent", "tool loop"],
    edges: `ask -> tool:ask_chemist -> answer
      ask -> chemist, answer
      chemist -> tool:ask_chemist | answer`,
    rules: [
      {
        name: "ask",
        when: /silk shawl/,
        reply: {
          tools: [
            {
              name: "ask_chemist",
              arguments: { input: "Is mauveine on silk stable in lukewarm water?" },
            },
          ],
        },
      },
      {
        name: "chemist",
        when: /mauveine/,
        where: /questions on dyes/,
        reply:
          "Early aniline violets bleed as soon as the bath is alkaline, whatever its temperature.",
      },
      {
        name: "answer",
        when: /aniline violets bleed/,
        reply: "Do not wash it; have it vacuumed through a screen instead.",
      },
    ],
  },
  "mcp-stdio": {
    sdk: "mcp",
    flows: ["tool loop", "mcp"],
    edges: "ask -> tool:search_archive -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /ferry accident/,
        reply: {
          tools: [{ name: "search_archive", arguments: { query: "sinking of the Amalia" } }],
        },
      },
      {
        name: "answer",
        when: /17-C/,
        reply: "Yes, three letters; ask for the carton at the reading desk.",
      },
    ],
  },
  "mcp-http": {
    sdk: "mcp",
    flows: ["mcp", "chain"],
    edges: "genus -> tool:find_specimen -> card",
    rules: [
      { name: "genus", when: /herdsmen rub/, reply: "Arnica" },
      {
        name: "card",
        when: /^Write a display card/,
        reply:
          "Mountain flower, pressed more than a hundred and twenty years ago by a schoolteacher.",
      },
    ],
  },
};
