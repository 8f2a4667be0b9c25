// OpenAI chat completions: tool loops, structured output, nested agents, embeddings, processes.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

const chatSdk = "openai chat";

export const openaiTools: CorpusCases = {
  "run-tools": {
    sdk: "openai runTools",
    flows: ["tool loop"],
    edges: "ask -> tool:get_tide -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /from Pornic tomorrow/,
        reply: { tools: [{ name: "get_tide", arguments: { harbour: "Pornic" } }] },
      },
      {
        name: "answer",
        when: /coefficient/,
        reply: "Start around noon: low water is at 12:55, and be back within two hours.",
      },
    ],
  },
  "parallel-tools": {
    sdk: chatSdk,
    flows: ["tool loop", "parallel tools", "chat history"],
    edges: `ask -> tool:check_stock(walnut), tool:check_stock(brass)
      ask, tool:check_stock(walnut), tool:check_stock(brass) -> order, answer
      order -> tool:order_part
      order, tool:order_part -> answer`,
    rules: [
      {
        name: "ask",
        when: /build two cabinets/,
        reply: {
          text: "Let me look at the shelves.",
          tools: [
            { name: "check_stock", arguments: { item: "walnut board 18mm", quantity: 2 } },
            { name: "check_stock", arguments: { item: "brass hinge 50mm", quantity: 8 } },
          ],
        },
      },
      {
        name: "order",
        when: /on the shelf/,
        reply: {
          tools: [{ name: "order_part", arguments: { item: "brass hinge 50mm", quantity: 8 } }],
        },
      },
      {
        name: "answer",
        when: /delivery note/,
        reply: "Not before Wednesday: the wood is there, the fittings come with DN-88213.",
      },
    ],
  },
  "parse-zod": {
    sdk: "openai parse",
    flows: ["json fields", "structured output", "fan-out"],
    edges: "plan -> riddle-*",
    rules: [
      {
        name: "plan",
        when: /treasure hunt/,
        reply: JSON.stringify({
          theme: "The stolen minute",
          stations: [
            { name: "The astronomical clock", task: "count the moons on the lower dial" },
            { name: "The hall of hourglasses", task: "find the glass whose sand is blue" },
            {
              name: "The pocket watch cabinet",
              task: "read the engraving of watch 23 in a mirror",
            },
          ],
        }),
      },
      {
        name: "riddle-moons",
        when: /astronomical/,
        reply:
          "I show what sailors trusted and lovers blamed,\nlook low, and tell how often it is named.",
      },
      {
        name: "riddle-sand",
        when: /hourglasses/,
        reply:
          "All my brothers hold a desert, dry and brown,\nI alone let a little ocean trickle down.",
      },
      {
        name: "riddle-mirror",
        when: /pocket watch/,
        reply:
          "My back has a secret, but it runs the wrong way:\nask silver to turn it, and hear what I say.",
      },
    ],
  },
  "nested-agent": {
    sdk: "openai runTools",
    flows: ["tool loop", "nested agent"],
    edges: `ask -> tool:translate -> notice
      ask -> translator, notice
      translator -> tool:translate | notice`,
    rules: [
      {
        name: "ask",
        when: /Spanish guests/,
        reply: {
          tools: [
            {
              name: "translate",
              arguments: {
                text: "The lift is out of order until Friday. Our porters will carry your luggage.",
                language: "Spanish",
              },
            },
          ],
        },
      },
      {
        name: "translator",
        when: /^Into Spanish/,
        reply: "El ascensor no funciona hasta el viernes. Nuestros mozos subirán su equipaje.",
      },
      {
        name: "notice",
        when: /ascensor/,
        reply: "The notice is ready; print it in A3 and hang it beside the doors on every floor.",
      },
    ],
  },
  "child-process": {
    sdk: chatSdk,
    flows: ["child process", "chain"],
    edges: "place -> smell; place, smell -> novel",
    rules: [
      {
        name: "place",
        when: /no longer exists/,
        reply:
          "Pargeter & Daughters sold nothing but left-handed scissors and the oil to keep them quiet.",
      },
      {
        name: "smell",
        when: /^Describe the smell/,
        reply: "It hung between machine grease, lavender sachets and the cold iron of a tram rail.",
      },
      {
        name: "novel",
        when: /first line of a novel/,
        reply: "The day they closed, my mother finally cut the ribbon with the proper hand.",
      },
    ],
  },
  "worker-thread": {
    sdk: chatSdk,
    flows: ["worker thread", "fan-in"],
    edges: "remark-* -> note",
    rules: [
      {
        name: "remark-$1",
        when: /about the (oboe) in/,
        reply: "It enters as if somebody had opened a window in a room where people whisper.",
      },
      {
        name: "remark-$1",
        when: /about the (viola) in/,
        reply: "It carries the harmony like a porter who knows every stair of the house.",
      },
      {
        name: "note",
        when: /programme note/,
        reply: "Listen for the draught of fresh air, and for the one who holds the staircase up.",
      },
    ],
  },
  "rag-embeddings": {
    sdk: "openai embeddings",
    flows: ["retrieval"],
    // The vector chooses the document; no text of an output is in the last prompt.
    edges: "rewrite -> embed-query; ? embed-query, embed-documents, rewrite -> answer",
    rules: [
      {
        name: "embed-documents",
        when: /Permits for food trucks/,
        where: /swimming hall/,
        reply: "",
      },
      {
        name: "rewrite",
        when: /^Rewrite as a search query/,
        reply: "bulky waste furniture collection household request disposal couch",
      },
      { name: "embed-query", when: /^bulky waste furniture/, reply: "" },
      {
        name: "answer",
        when: /^Answer from the context/,
        reply: "Ask the city to pick it up; you have two free pick-ups every year.",
      },
    ],
  },
  "responses-chain": {
    sdk: "openai responses",
    flows: ["chain", "history on the provider's side"],
    edges: "game -> rules -> mistake; ? game -> mistake",
    rules: [
      {
        name: "game",
        when: /long train ride/,
        reply:
          "Try Hive Pocket: no board, sturdy tiles, and a game lasts from one station to the next.",
      },
      {
        name: "rules",
        when: /Explain its rules/,
        reply:
          "Take turns placing insects. Each kind moves its own way. Surround the enemy queen to win.",
      },
      {
        name: "mistake",
        when: /common mistake/,
        reply: "Beginners bring out the queen too late and cannot move anything when it matters.",
      },
    ],
  },
  "responses-tools": {
    sdk: "openai responses",
    flows: ["tool loop", "chain"],
    edges: "ask -> tool:find_train -> route -> postcard; ask -> route",
    rules: [
      {
        name: "ask",
        when: /from Ghent to the sea/,
        reply: {
          tools: [{ name: "find_train", arguments: { from: "Gent-Sint-Pieters", to: "Oostende" } }],
        },
      },
      {
        name: "route",
        when: /IC 1807/,
        reply: "Be on platform 8 at 10:24; you will smell salt before half past eleven.",
      },
      {
        name: "postcard",
        when: /^Journey:/,
        reply: "Wish you were here, where the rails stop and the herring begins.",
      },
    ],
  },
  "responses-stream": {
    sdk: "openai responses",
    flows: ["stream", "fan-out"],
    edges: "menu -> chef, astronomer",
    rules: [
      {
        name: "menu",
        when: /dinner in a planetarium/,
        reply:
          "Comet-cured trout with dill snow; venison eclipsed by black garlic; a meringue ring for Saturn.",
      },
      {
        name: "chef",
        when: /You are a chef/,
        reply: "Too much smoke in one evening; I would serve the fish plain.",
      },
      {
        name: "astronomer",
        when: /You are an astronomer/,
        reply: "Lovely, though rings of that kind are mostly ice.",
      },
    ],
  },

  "tool-error": {
    sdk: chatSdk,
    flows: ["tool loop", "failing tool", "chat history"],
    edges: `ask -> tool:read_meter("77"), retry, answer
      tool:read_meter("77") -> retry, answer
      retry -> tool:read_meter(WM-0077), answer
      tool:read_meter(WM-0077) -> answer`,
    rules: [
      {
        name: "ask",
        when: /meter 77/,
        reply: { tools: [{ name: "read_meter", arguments: { meter: "77" } }] },
      },
      {
        name: "retry",
        when: /expected the form/,
        reply: { tools: [{ name: "read_meter", arguments: { meter: "WM-0077" } }] },
      },
      {
        name: "answer",
        when: /cubicMetres/,
        reply: "It stood at 318.42 on the second of November.",
      },
    ],
  },

  "shared-record": {
    sdk: "openai runTools",
    flows: ["tool loop", "coincidence"],
    edges: "ask -> tool:read_berth -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /free in July/,
        reply: { tools: [{ name: "read_berth", arguments: { berth: "B-7" } }] },
      },
      {
        name: "letter",
        when: /^Write to the owner/,
        reply: "Dear skipper, please move your boat for a week; we will replace the planks.",
      },
      {
        name: "answer",
        when: /Albertine/,
        reply: "Yes, the ketch leaves on the last day of June.",
      },
    ],
  },
  "chunk-embed": {
    sdk: "openai embeddings",
    flows: ["retrieval", "list split"],
    // The text of the article reaches both; the vectors only choose.
    edges: "article -> embed-article, answer; ? embed-article, embed-question -> answer",
    rules: [
      {
        name: "article",
        when: /^Write a short article/,
        reply:
          "In 1911 the people of Unterau carried their houses up the slope, beam by beam. Only the mill stayed, because its wheel needed the stream. The church bell was pulled by sixteen oxen and today hangs in the fire station. Nobody has missed the floods.",
      },
      { name: "embed-article", when: /^In 1911 the people/, reply: "" },
      { name: "embed-question", when: /^Where does the church bell/, reply: "" },
      { name: "answer", when: /^Context/, reply: "Among the hoses and the helmets." },
    ],
  },
};
