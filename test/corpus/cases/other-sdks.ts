// Anthropic, Gemini, Ollama, Mistral, Cohere, Groq, Bedrock.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const otherSdks: CorpusCases = {
  "anthropic-chain": {
    sdk: "anthropic",
    flows: ["chat history", "chain"],
    edges: "painting -> child -> caption",
    rules: [
      {
        name: "painting",
        when: /Name a painting/,
        reply:
          "Hopper's Nighthawks: four people under one lamp, and not one of them lets you in. You stay on the pavement.",
      },
      {
        name: "child",
        when: /Would a child notice/,
        reply:
          "A child would first count the stools. Then it would ask why nobody is talking to the man with his back turned.",
      },
      {
        name: "caption",
        when: /^Write a caption/,
        reply: "Nine stools, four guests, no conversation.",
      },
    ],
  },
  "anthropic-stream-tools": {
    sdk: "anthropic (stream)",
    flows: ["tool loop", "stream"],
    edges: "ask -> tool:lookup_plant -> advice; ask -> advice",
    rules: [
      {
        name: "ask",
        when: /brown edges/,
        reply: {
          text: "I will look up how it likes to live.",
          tools: [{ name: "lookup_plant", arguments: { species: "Monstera deliciosa" } }],
        },
      },
      {
        name: "advice",
        when: /top 3 cm/,
        reply:
          "Move it a metre from the window and let the pot dry further before you reach for the can.",
      },
    ],
  },
  "anthropic-tool-runner": {
    sdk: "anthropic toolRunner",
    flows: ["tool loop", "history on the provider's side"],
    edges: "ask -> tool:room_price -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /garden room cost/,
        reply: { tools: [{ name: "room_price", arguments: { room: "garden room", hours: 4 } }] },
      },
      {
        name: "answer",
        when: /coffee included/,
        reply: "An afternoon of four hours is 140 euros, and you get your espresso for free.",
      },
    ],
  },
  "gemini-chat": {
    sdk: "google genai",
    flows: ["chat history", "chain", "stream"],
    edges: "bird -> song -> poster",
    rules: [
      {
        name: "bird",
        when: /pine forest at dawn/,
        reply:
          "The firecrest. You will hardly see it, it weighs as much as a sugar cube and lives in the crowns.",
      },
      {
        name: "song",
        when: /Describe its song/,
        reply:
          "Imagine a tiny wheel that squeaks faster and faster and stops just before it breaks.",
      },
      {
        name: "poster",
        when: /text of a poster/,
        reply: "LISTEN UP! Somewhere above you the smallest hinge in Europe needs oil.",
      },
    ],
  },
  "gemini-tools": {
    sdk: "google genai",
    flows: ["tool loop"],
    edges: "ask -> tool:convert_units -> answer; ask -> answer",
    rules: [
      {
        name: "ask",
        when: /62 perches/,
        reply: { tools: [{ name: "convert_units", arguments: { value: 62, unit: "perch" } }] },
      },
      {
        name: "answer",
        when: /as used before 1878/,
        reply: "A little over three hundred and eleven metres, if the surveyor was honest.",
      },
    ],
  },
  "ollama-chain": {
    sdk: "ollama",
    flows: ["chain", "stream"],
    edges: "idea -> materials -> cost",
    rules: [
      {
        name: "idea",
        when: /model railway/,
        reply:
          "A narrow-gauge quarry line on a bookshelf: slate cliffs, a rusty crane, three wagons that never leave.",
      },
      {
        name: "materials",
        when: /^Which materials/,
        reply:
          "Cork bark for the rock, N-scale track bent by hand, weathering powder, plaster bandage and patience.",
      },
      {
        name: "cost",
        when: /^Estimate the cost/,
        reply: "Around ninety euros, not counting what you already own.",
      },
    ],
  },
  "mistral-chain": {
    sdk: "mistral",
    flows: ["chain", "stream"],
    edges: "panes -> short -> italian",
    rules: [
      {
        name: "panes",
        when: /window panes/,
        reply:
          "Crown glass was spun into discs, so each sheet came out thicker at one edge, and glaziers liked to set the heavy side down.",
      },
      {
        name: "short",
        when: /^Condense/,
        reply: "Spinning made every sheet uneven; nothing has flowed since.",
      },
      {
        name: "italian",
        when: /^Translate to Italian/,
        reply: "La rotazione rendeva irregolare ogni lastra; da allora non è colato nulla.",
      },
    ],
  },
  "cohere-chain": {
    sdk: "cohere",
    flows: ["chain", "repeats own prompt"],
    edges: "answer -> check",
    rules: [
      {
        name: "answer",
        when: /Question: may a barge/,
        reply: "It has to turn around, since it is two metres over what the basin can take.",
      },
      {
        name: "check",
        when: /Does this reply follow/,
        reply: "It does; the limit in the text is 24.",
      },
    ],
  },
  "groq-fan-out": {
    sdk: "groq",
    flows: ["fan-out", "chain"],
    edges: "speech -> simple, formal; formal -> latin",
    rules: [
      {
        name: "speech",
        when: /opening of a footbridge/,
        reply: "For forty years this river decided who our neighbours were. From today, we do.",
      },
      {
        name: "simple",
        when: /seven-year-old/,
        reply: "The water used to keep us apart. Now you can walk over and say hello!",
      },
      {
        name: "formal",
        when: /for a minister/,
        reply: "Infrastructure of modest span may yet be of considerable civic reach.",
      },
      { name: "latin", when: /into Latin/, reply: "Opus breve civitatem late coniungit." },
    ],
  },
  "bedrock-converse": {
    sdk: "bedrock",
    flows: ["chat history", "chain", "stream"],
    edges: "name -> speech -> rhyme",
    rules: [
      {
        name: "name",
        when: /name for a ferry/,
        reply: "Call her the Patient Margaret, after the pilot's wife who waited at both piers.",
      },
      {
        name: "speech",
        when: /christening speech/,
        reply: "She was built to leave, and she was built to come back.",
      },
      {
        name: "rhyme",
        when: /^Make this sentence rhyme/,
        reply: "Made to depart upon the tide, made to return to the harbour side.",
      },
    ],
  },
};
