// Held out: memory, interruptions, long tool results, images. Truth written before the first run.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const holdoutConversations: CorpusCases = {
  "holdout-memory-chat": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["memory", "chat history", "summaries"],
    edges: `grow -> slugs; grow, slugs -> memory#1 -> start, shade
      start -> shade; memory#1, start, shade -> memory#2 -> shopping`,
    rules: [
      {
        name: "grow",
        when: /^I inherited a vegetable patch/,
        reply: `Congratulations! 24 square metres of heavy clay are a good start: clay holds water and nutrients, it only needs air. In the first year let plants do the digging.

For the sunny half:
- potatoes such as Desiree, which break up the soil
- courgettes, two plants are enough
- broad beans, which leave nitrogen behind

For the half in the shade: chard, lamb's lettuce, and rhubarb in a corner where it can stay.

Do not dig when the soil is wet. Spread four centimetres of compost in autumn and let the worms carry it down.`,
      },
      {
        name: "slugs",
        when: /^Slugs ate everything/,
        reply: `In a garden with clay and shade slugs will always be guests, so think in layers:

1. Water in the morning, never in the evening.
2. Put a fence of bent sheet metal around the beds with seedlings; it pays for itself.
3. Plant lettuce out only when it is as big as your hand.
4. Lay out boards, turn them over at dawn, and collect.

Iron phosphate pellets are a last resort. Leave the big spotted leopard slug in peace: it eats the others.`,
      },
      {
        name: "memory",
        when: /^Update the memory/,
        reply: ({ occurrence }) =>
          occurrence === 0
            ? `- Vegetable patch 4 x 6 m, heavy clay, half of it shaded; inherited from an aunt
- Advice for the first year: Desiree potatoes, courgettes (two plants), broad beans in the sun; chard, lamb's lettuce, rhubarb in the shade
- Four centimetres of compost in autumn, no digging when wet
- Slugs are a problem: water in the morning, sheet-metal fence around seedlings, boards as traps, iron phosphate only as a last resort`
            : `- Vegetable patch 4 x 6 m, heavy clay, half of it shaded, at 700 m altitude (last frost around 25 May)
- Sun: Desiree potatoes, two courgettes, broad beans. Shade: Swiss chard "Lucullus", lamb's lettuce from August, one rhubarb "Holsteiner Blut"
- Compost in autumn; black fleece to warm the soil from March
- Slugs: sheet-metal fence, boards as traps`,
      },
      {
        name: "start",
        when: /^OK\. When do I start/,
        reply: `At 700 metres count on the last frost around 25 May, and start like this:

- March: cover the clay with black fleece so that it warms up.
- Mid-April: broad beans, they survive minus five degrees.
- Early May: Desiree potatoes, with the fleece ready for cold nights.
- After 25 May: courgettes.

Have the sheet-metal fence standing before the first seedling goes in.`,
      },
      {
        name: "shade",
        when: /^And what goes into the shady/,
        reply: `For the shady half I would take three things:

- Swiss chard "Lucullus", six plants, sown in May
- lamb's lettuce, sown in August when the chard has been cut back
- one rhubarb "Holsteiner Blut", planted in October, not harvested in the first year`,
      },
      {
        name: "shopping",
        when: /^Write me the shopping list/,
        reply: `Shopping list for the garden centre:

- 2 kg seed potatoes Desiree
- 2 courgette plants (after 25 May)
- 1 bag of broad beans
- seeds: Swiss chard Lucullus, lamb's lettuce
- 1 rhubarb Holsteiner Blut (October)
- 10 m slug fence made of sheet metal
- black fleece, 2 x 6 m
- 8 bags of compost`,
      },
    ],
  },
  "holdout-stream-interrupt": {
    sdk: "openai chat (stream)",
    set: "holdout",
    flows: ["chat history", "stream", "interrupted", "chain"],
    edges: "look -> rete, prayer; rete -> prayer -> card",
    cancelled: ["look"],
    rules: [
      {
        name: "look",
        when: /^What am I looking at/,
        reply: {
          slow: true,
          text: "You are looking at a model of the sky that fits into a hand. The round plate is called the mater, the mother; into it the maker laid thin discs, one for each latitude, and on top the rete, a net of brass whose tips are stars. Turn the net, and the sky turns above Fez, Seville or Cairo. The maker, whose name is engraved on the throne at the top, worked for the timekeeper of a mosque, and the wear on the back tells us that it was used for a very long time, perhaps for three hundred years.",
        },
      },
      {
        name: "rete",
        when: /^Wait\. What do you mean by rete/,
        reply:
          "Rete is simply Latin for net. It is the pierced disc you see on top: most of the brass has been cut away so that you can look through it at the plate below. Each of the little curved thorns points to one bright star. Count them, there are twenty-three.",
      },
      {
        name: "prayer",
        when: /^Nice\. Could I have used it/,
        reply:
          "Yes, that was its daily work. You hang it from your thumb, sight the sun through the two small holes on the back and read its height. Then you turn the net until the date lies at that height, and the rim tells you the hour. For the afternoon prayer there is an extra curve, engraved by the maker himself.",
      },
      {
        name: "card",
        when: /^A visitor liked/,
        reply:
          "Hang the sky from your thumb, catch the sun in two small holes, turn a net of stars, and read the hour of prayer.",
      },
    ],
  },
  "holdout-large-json": {
    sdk: "anthropic, mcp",
    set: "holdout",
    flows: ["tool loop", "mcp", "long document", "json fields"],
    edges: `ask -> tool:search_listings -> choose, mail; ask -> choose
      ? choose -> mail`,
    rules: [
      {
        name: "ask",
        when: /^Find me a flat in Emden/,
        reply: {
          text: "I will look at what is on offer.",
          tools: [{ name: "search_listings", arguments: { town: "Emden" } }],
        },
      },
      {
        name: "choose",
        when: /"balcony": true/,
        reply: `Three flats meet all of your conditions: they have three rooms, a balcony and cost less than 1000 euros. All three are in Weberstieg. The cheapest one is number 31, at 666 euros.

{"id": "LX-2434", "reason": "cheapest of three with balcony"}`,
      },
      {
        name: "mail",
        when: /^Write to Hartmut/,
        reply: `Dear Mr Preuß,

my name is Enno Dirks and I am interested in the flat in Weberstieg 31. Would a viewing be possible on Saturday morning or on any weekday after 17:00? I am a teacher, do not smoke and have no pets.

Kind regards
Enno Dirks`,
      },
    ],
  },
  "holdout-image-captions": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["images", "chain", "fan-in", "boilerplate"],
    edges: `caption-market -> alt-market; caption-ferry -> alt-ferry; caption-workshop -> alt-workshop
      alt-* -> intro`,
    rules: [
      {
        name: "caption-market",
        when: /Place: Fish market/,
        reply:
          "The image shows a fish market in the early morning. In the foreground a woman in a yellow rubber apron is laying mackerel on crushed ice; behind her, two men are arguing over a pair of scales. Gulls sit on the roof of the hall, and the wet cobblestones reflect a row of bare light bulbs.",
      },
      {
        name: "caption-ferry",
        when: /Place: Ferry/,
        reply:
          "The image shows a small car ferry in the early morning, seen from the quay. Its bow ramp is half lowered. A single cyclist is waiting in front of it with a cello case on his back, and fog hides the opposite bank.",
      },
      {
        name: "caption-workshop",
        when: /Place: Boat workshop/,
        reply:
          "The image shows the inside of a boat workshop. A young man with safety goggles is bending a steamed plank along the ribs of a wooden dinghy; shavings cover the floor up to his ankles. Through the open gate one can see the quay.",
      },
      {
        name: "alt-market",
        when: /^Write the alt text[\s\S]*0412-market/,
        reply: "A woman in a yellow rubber apron lays mackerel on ice at a fish market",
      },
      {
        name: "alt-ferry",
        when: /^Write the alt text[\s\S]*0413-ferry/,
        reply: "A cyclist with a cello case waits in front of a small car ferry in the fog",
      },
      {
        name: "alt-workshop",
        when: /^Write the alt text[\s\S]*0415-workshop/,
        reply: "A young man bends a steamed plank along the ribs of a wooden dinghy",
      },
      {
        name: "intro",
        when: /^Write an introduction to this photo gallery/,
        reply:
          "Three mornings at the water: fish on ice, a cello that has to cross the river, and a plank that learns to bend. The harbour works before the town wakes up.",
      },
    ],
  },
};
