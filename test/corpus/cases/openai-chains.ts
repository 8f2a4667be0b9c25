// OpenAI chat completions: chains, histories, fan-out and fan-in, loops, long texts.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

const chatSdk = "openai chat";

const SLOGANS = [
  "Rain never gets the last word.",
  "We give your umbrella its second storm.",
  "Rain never gets the last word.",
  "Bent ribs, mended here, while the kettle boils.",
];

export const openaiChains: CorpusCases = {
  "chat-chain": {
    sdk: chatSdk,
    flows: ["chain"],
    edges: "outline -> draft -> title",
    rules: [
      {
        name: "outline",
        when: /Write an outline/,
        reply:
          "1. Why a worm bin beats a heap\n2. Choosing a crate that drains\n3. What to feed, what to keep out\n4. The first harvest after ten weeks",
      },
      {
        name: "draft",
        when: /follows this outline/,
        reply:
          "Nobody believes it until they lift the lid: a balcony worm bin smells of forest floor. Pick a crate with holes the width of a pencil, set it on bricks, and start with torn newspaper and a handful of coffee grounds. Citrus and onions stay out. By midsummer you will scoop out dark, crumbly earth that tomatoes adore.",
      },
      { name: "title", when: /one title/, reply: "The Balcony Bin That Smells of Forest" },
    ],
  },
  "chat-history": {
    sdk: chatSdk,
    flows: ["chat history"],
    edges: "where -> extra -> plan; where -> plan",
    rules: [
      {
        name: "where",
        when: /four days in Portugal/,
        reply:
          "Two nights in Porto, then Coimbra, and a last evening in Lisbon. March is mild but bring a raincoat.",
      },
      {
        name: "extra",
        when: /second place/,
        reply:
          "Only if you like libraries: the Joanina alone fills a morning, and the botanical garden is lovely when it drizzles.",
      },
      {
        name: "plan",
        when: /day by day/,
        reply:
          "Day 1 and 2: Porto, riverside and cellars. Day 3: train to Coimbra, the Joanina before noon. Day 4: Lisbon, sunset at Graça.",
      },
    ],
  },
  "fan-out-merge": {
    sdk: chatSdk,
    flows: ["fan-out", "fan-in"],
    edges: "analyst, engineer, organiser -> director",
    rules: [
      {
        name: "analyst",
        when: /old railway station/,
        where: /financial analyst/,
        reply:
          "Rent is low, yet footfall drops by half after the 18:10 train. You would break even in the third year.",
      },
      {
        name: "engineer",
        when: /old railway station/,
        where: /structural engineer/,
        reply:
          "The vaulted ceiling carries an oven only above the northern pillars; expect 40,000 for reinforcement.",
      },
      {
        name: "organiser",
        when: /old railway station/,
        where: /neighbourhood organiser/,
        reply:
          "People here have asked for a place to sit since the kiosk closed. They will forgive slow service, not plastic chairs.",
      },
      {
        name: "director",
        when: /having heard your experts/,
        reply:
          "We open, with a small oven by the northern pillars and wooden benches, and review the numbers after two winters.",
      },
    ],
  },
  "map-reduce": {
    sdk: chatSdk,
    flows: ["map-reduce"],
    edges: "map-* -> combine",
    rules: [
      {
        name: "map-water",
        when: /# Water/,
        reply:
          "Water is scarcer than at any time in six decades, with less than half the usual reserve.",
      },
      {
        name: "map-energy",
        when: /# Energy/,
        reply:
          "A single hand-made spare part kept nearly half of our wind power idle for most of the spring.",
      },
      {
        name: "map-roads",
        when: /# Roads/,
        reply: "The shore route was renewed ahead of schedule and cheaper than planned.",
      },
      {
        name: "combine",
        when: /Combine these notes/,
        reply: "It was a year of thirst and broken machines, with one good surprise on the shore.",
      },
    ],
  },
  "samples-judge": {
    sdk: chatSdk,
    flows: ["samples and judge", "identical requests"],
    edges: "sample#* -> judge",
    rules: [
      {
        name: "sample",
        when: /^Write a slogan/,
        reply: (turn) => SLOGANS[turn.occurrence] ?? "Dry again.",
      },
      {
        name: "judge",
        when: /best answer/,
        reply: "It promises something and makes you smile before you notice.",
      },
    ],
  },
  "revise-loop": {
    sdk: chatSdk,
    flows: ["loop", "chain"],
    edges: `draft -> critique-1, revision-1
      critique-1 -> revision-1
      revision-1 -> critique-2, revision-2
      critique-2 -> revision-2`,
    rules: [
      {
        name: "draft",
        when: /^Write a short letter/,
        reply:
          "Dear councillors, the children of Mill Lane cross where lorries turn. Last week a cyclist was hit. We ask for stripes on the road. Yours, the parents of number 4 to 30.",
      },
      {
        name: "critique-1",
        when: /reviewer \(round 1\)/,
        reply:
          'The phrase "stripes on the road" sounds vague, and the letter never says when the crossing is most needed.',
      },
      {
        name: "revision-1",
        when: /letter \(round 1\)/,
        reply:
          "Dear councillors, between half past seven and eight, eighty children of Mill Lane cross where lorries turn. On 3 May a cyclist was hit. We ask for a marked zebra crossing beside the bakery. Yours, the parents.",
      },
      {
        name: "critique-2",
        when: /reviewer \(round 2\)/,
        reply:
          "Better. Still missing is an offer: would somebody meet the road engineer on site, and on which day?",
      },
      {
        name: "revision-2",
        when: /letter \(round 2\)/,
        reply:
          "Dear councillors, each morning eighty pupils step out between turning lorries. A rider was injured on 3 May. Please mark a zebra crossing by the bakery; Mrs Okafor will gladly show your engineer the spot any Thursday.",
      },
    ],
  },
  router: {
    sdk: chatSdk,
    flows: ["router", "non-edge"],
    edges: "",
    rules: [
      { name: "classify", when: /charged twice/, where: /Classify the ticket/, reply: "billing" },
      {
        name: "answer",
        when: /Customer wrote/,
        reply:
          "I am sorry about that. One of the two payments has been returned today and reaches you within five days.",
      },
    ],
  },
  "summarise-continue": {
    sdk: chatSdk,
    flows: ["chat history", "summary"],
    edges: "goal -> knee; goal, knee -> summary -> dinner",
    rules: [
      {
        name: "goal",
        when: /half marathon/,
        where: /^(?!.*Summarise this)/s,
        reply:
          "Add one kilometre to your long run each week and keep the other two runs easy. You have time until October.",
      },
      {
        name: "knee",
        when: /left knee/,
        where: /^(?!.*Summarise this)/s,
        reply:
          "Walk the descents for a fortnight, strengthen your hips with step-ups, and swap Thursday for swimming.",
      },
      {
        name: "summary",
        when: /Summarise this conversation/,
        reply:
          "The runner builds distance gradually towards autumn, protects a sore joint downhill and cross-trains once weekly.",
      },
      {
        name: "dinner",
        when: /evening before the race/,
        reply: "Rice with a little fish, early, and nothing you have not tried before.",
      },
    ],
  },
  "interleaved-chats": {
    sdk: chatSdk,
    flows: ["chat history", "two conversations"],
    edges: "anna-1 -> anna-2, anna-3; anna-2 -> anna-3; bela-1 -> bela-2, bela-3; bela-2 -> bela-3",
    rules: [
      {
        name: "anna-1",
        when: /chain slips/,
        reply:
          "The chain is worn, and so is the smallest sprocket. Both should be replaced together.",
      },
      {
        name: "bela-1",
        when: /gears skip/,
        reply:
          "The cable has stretched. A turn of the barrel adjuster will do, or we replace the cable.",
      },
      {
        name: "anna-2",
        when: /How much would/,
        reply: "Parts are 48 euros, and fitting takes half an hour at 20 euros.",
      },
      {
        name: "bela-2",
        when: /How long would/,
        reply: "Ten minutes while you wait, twenty if the housing is rusty.",
      },
      {
        name: "anna-3",
        when: /Book me in/,
        reply: "You are booked for Tuesday at nine. Bring the lock key.",
      },
      {
        name: "bela-3",
        when: /book an appointment/,
        reply: "Wednesday at four works. Please bring the lock key.",
      },
    ],
  },
  "long-document": {
    sdk: chatSdk,
    flows: ["long document", "fan-out", "fan-in"],
    edges: "strange, busy, chapel -> guide",
    rules: [
      {
        name: "strange",
        when: /entry is the strangest\?$/,
        reply:
          'Entry 1 stands out: "In the year 1700 the harbour was visited by inspector number 0, who noted 0 faults." A visitor without a number found nothing.',
      },
      {
        name: "busy",
        when: /inspector was the busiest\?$/,
        reply: "Inspector 919 travelled most, often turning up twice within a decade.",
      },
      {
        name: "chapel",
        when: /happened to the chapel\?$/,
        reply:
          "The place of prayer kept losing its roof tiles, and nobody ever wrote that they were put back.",
      },
      {
        name: "guide",
        when: /visitor's guide/,
        reply:
          "Ask at the quay for the inspector without a number, and look up: the tiles are still missing.",
      },
    ],
  },
  "hierarchical-summaries": {
    sdk: chatSdk,
    flows: ["map-reduce", "no transitive edge"],
    edges: "part-1, part-2 -> merge-1; part-3, part-4 -> merge-2; merge-1, merge-2 -> blurb",
    rules: [
      {
        name: "part-1",
        when: /one sentence: Chapter 1/,
        reply: "A young woman receives a broken heirloom and a stranger's liabilities.",
      },
      {
        name: "part-2",
        when: /one sentence: Chapter 2/,
        reply: "An old craftsman will only help in exchange for a confession.",
      },
      {
        name: "part-3",
        when: /one sentence: Chapter 3/,
        reply:
          "Something dead starts moving between two stations, and a passenger speaks of the past.",
      },
      {
        name: "part-4",
        when: /one sentence: Chapter 4/,
        reply: "She discovers that she has been her own creditor all along.",
      },
      {
        name: "merge-1",
        when: /^Merge part 1/,
        reply:
          "A young woman receives a broken heirloom, and the only man able to open it wants to hear what she has never told anyone.",
      },
      {
        name: "merge-2",
        when: /^Merge part 2/,
        reply:
          "Between two stations the mechanism wakes, and the trail of money leads back to the child she used to be.",
      },
      {
        name: "blurb",
        when: /Write the blurb/,
        reply: "What if the person you owe everything to turns out to be you?",
      },
    ],
  },
  "late-reuse": {
    sdk: chatSdk,
    flows: ["chain", "far apart"],
    edges: "motto -> badge",
    rules: [
      {
        name: "motto",
        when: /Invent a motto/,
        reply: "By starlight we pull, by sunrise we are gone.",
      },
      {
        name: "define-$1",
        when: /Define the word "(\w+)"/,
        reply: (turn) =>
          `In everyday speech, ${turn.match[1]} stands for a thing that ${turn.match[1]?.length} generations of sailors have cursed.`,
      },
      {
        name: "badge",
        when: /Design a badge/,
        reply: "A silver oar on midnight blue, the words in a ring of seven small stars.",
      },
    ],
  },

  "samples-best": {
    sdk: chatSdk,
    flows: ["samples and judge", "identical requests", "similar texts"],
    edges: "sample#* -> vote; sample#2 -> tale",
    rules: [
      {
        name: "sample",
        when: /^Write the opening/,
        reply: (turn) =>
          `Once upon a time there was a key that had forgotten its door. It lay in a bowl among buttons and foreign coins. ${
            [
              "One night the bowl began to hum.",
              "Every spring it was tried in all the locks of the village, out of kindness.",
              "Nobody had the heart to throw it away.",
            ][turn.occurrence]
          }`,
      },
      { name: "vote", when: /number of the best opening/, reply: "2" },
      {
        name: "tale",
        when: /^Continue the tale/,
        reply: "Until the year in which a stranger knocked, carrying a door on his back.",
      },
    ],
  },
  "sliding-window": {
    sdk: chatSdk,
    flows: ["chat history", "no transitive edge"],
    edges: "first -> hour -> children -> eat",
    rules: [
      {
        name: "first",
        when: /see first/,
        reply: "Go straight to the cathedral clock on the second floor and wait for the rooster.",
      },
      {
        name: "hour",
        when: /only have an hour/,
        reply:
          "Then skip the watches and take the guided tour of the tower mechanisms at a quarter past.",
      },
      {
        name: "children",
        when: /for children/,
        reply: "There is a workbench where they may take an alarm to pieces, screws included.",
      },
      {
        name: "eat",
        when: /eat afterwards/,
        reply: "The pancake boat across the canal opens until eight.",
      },
    ],
  },
  pipelines: {
    sdk: chatSdk,
    flows: ["fan-out", "chain", "similar texts"],
    edges: "assess-1 -> note-1; assess-2 -> note-2; assess-3 -> note-3; assess-4 -> note-4",
    rules: [
      {
        name: "assess-1",
        when: /lamp broken/,
        reply:
          "Object: ceiling light. Place: fourth room. Urgency: high. Part needed: one bulb, E27.",
      },
      {
        name: "assess-2",
        when: /lamp flickers/,
        reply:
          "Object: ceiling light. Place: ninth room. Urgency: low. Part needed: one starter, 4 W.",
      },
      {
        name: "assess-3",
        when: /door stuck/,
        reply:
          "Object: wooden door. Place: fourth room. Urgency: high. Part needed: none, plane the edge.",
      },
      {
        name: "assess-4",
        when: /door squeaks/,
        reply:
          "Object: wooden door. Place: ninth room. Urgency: low. Part needed: none, oil the hinges.",
      },
      { name: "note-1", when: /caretaker[^]*bulb/, reply: "Please bring a new bulb today." },
      {
        name: "note-2",
        when: /caretaker[^]*starter/,
        reply: "Please change the starter this week.",
      },
      { name: "note-3", when: /caretaker[^]*plane/, reply: "Please come with a plane today." },
      { name: "note-4", when: /caretaker[^]*oil/, reply: "Some oil will do, when you pass." },
    ],
  },
  "joined-items": {
    sdk: chatSdk,
    flows: ["list split", "fan-in"],
    edges: "kit, pillow -> story",
    rules: [
      {
        name: "kit",
        when: /sewing kit/,
        reply: "- a curved needle\n- beeswax in a tin\n- eleven mother-of-pearl buttons",
      },
      {
        name: "pillow",
        when: /under a pillow/,
        reply: "- a sprig of rue\n- the stub of a concert ticket\n- a river pebble with a hole",
      },
      {
        name: "story",
        when: /^Tell a story/,
        reply:
          "The customs officer looked into the case for a long time, and then he began to cry.",
      },
    ],
  },
};
