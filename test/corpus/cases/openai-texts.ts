// OpenAI chat completions: what happens to a text on its way, and texts that only look alike.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

const chatSdk = "openai chat";

export const openaiTexts: CorpusCases = {
  "json-fields": {
    sdk: chatSdk,
    flows: ["json fields"],
    edges: "extract -> order",
    rules: [
      {
        name: "extract",
        when: /harbour office/,
        reply: JSON.stringify({
          reporter: "Rosalind, port administration",
          device: "large-format laser printer, first floor",
          symptom: "paper jam with envelopes only",
          due: "2026-11-26T12:00",
          severity: "high",
        }),
      },
      {
        name: "order",
        when: /Write a work order/,
        reply:
          "Please check the feed rollers and the fuser on site and bring a spare envelope tray.",
      },
    ],
  },
  "list-items": {
    sdk: chatSdk,
    flows: ["list split", "fan-out"],
    edges: "list -> item-*",
    rules: [
      {
        name: "list",
        when: /used sailing boat/,
        reply:
          "Here are five questions:\n\n1. When was the standing rigging last replaced?\n2. Has the keel ever touched ground?\n3. How many hours has the engine run?\n4. Is there any moisture in the deck core?\n5. Which papers prove that the tax was paid?",
      },
      {
        name: "item-rigging",
        when: /standing rigging/,
        reply: "Wires older than fifteen years should be budgeted as new ones.",
      },
      {
        name: "item-keel",
        when: /touched ground/,
        reply: "Look for hairline cracks around the bolts and ask for the yard's bill.",
      },
      {
        name: "item-engine",
        when: /hours has/,
        reply: "Less than three thousand is fine for a diesel that was serviced every year.",
      },
      {
        name: "item-core",
        when: /moisture/,
        reply: "Tap with a coin: a dull sound means trouble.",
      },
      {
        name: "item-papers",
        when: /papers prove/,
        reply: "The original invoice is best, a customs form will do.",
      },
    ],
  },
  "json-escapes": {
    sdk: chatSdk,
    flows: ["escapes"],
    edges: "script -> review",
    rules: [
      {
        name: "script",
        when: /bash one-liner/,
        reply:
          'Use this:\n\n```bash\nfind /var/log -name "*.log" -printf "%s\\t%p\\n" | sort -rn | head -10\n```\n\n- `-printf "%s\\t%p\\n"` prints size and path\n- `sort -rn` puts the "heaviest" first',
      },
      {
        name: "review",
        when: /shell injection/,
        reply: "Nothing here expands user input, so the command is safe as it stands.",
      },
    ],
  },
  "markdown-strip": {
    sdk: chatSdk,
    flows: ["markdown"],
    edges: "guide -> spoken",
    rules: [
      {
        name: "guide",
        when: /sharpen a kitchen knife/,
        reply:
          "## Sharpening\n\n- Soak the **coarse stone** for _ten minutes_\n- Hold the blade at `15 degrees`\n- Draw it **from heel to tip**, with [light pressure](https://example.org/pressure)\n\n## Finishing\n\n- Repeat on the **fine stone** and wipe dry",
      },
      {
        name: "spoken",
        when: /voice assistant/,
        reply: "First, put your stone in water. I will wait. Ready? Tilt the knife just a little.",
      },
    ],
  },
  "html-entities": {
    sdk: chatSdk,
    flows: ["html entities"],
    edges: "explanation -> check",
    rules: [
      {
        name: "explanation",
        when: /difference between <section>/,
        reply:
          'A <div> says nothing: it\'s a box. A <section> says "this belongs together & has a heading", so screen readers & search engines can list it.',
      },
      {
        name: "check",
        when: /accessible/,
        reply: "Mostly. Give the article a label that names its topic.",
      },
    ],
  },
  "whitespace-unicode": {
    sdk: chatSdk,
    flows: ["whitespace", "unicode", "upper case"],
    edges: "poem -> french, loud",
    rules: [
      {
        name: "poem",
        when: /first snow falls/,
        // Decomposed accents, a no-break space, a long dash, an emoji with a joiner.
        reply:
          "The cafe\u0301 lamps burn honey-gold ❄️\nand every cup is warm —\n\u00a0 the baker's nai\u0308ve snowman 👩‍🍳\nsits smiling in the storm.",
      },
      {
        name: "french",
        when: /Translate to French/,
        reply: "Les lampes du petit bar brûlent couleur de miel, et chaque tasse réchauffe.",
      },
      {
        name: "loud",
        when: /too loud/,
        reply: "Capitals are fine for two lines, tiring for four.",
      },
    ],
  },
  "short-answers": {
    sdk: chatSdk,
    flows: ["short answers"],
    edges: "city -> museums; number -> reminder; amount -> due",
    rules: [
      { name: "city", when: /mouth of the Tagus/, reply: "Lisbon" },
      {
        name: "museums",
        when: /three museums/,
        reply: "The tile museum, the coach museum and the Gulbenkian.",
      },
      { name: "number", when: /invoice number/, reply: "INV-2231" },
      { name: "amount", when: /17 percent/, reply: "237.15" },
      {
        name: "reminder",
        when: /^Write a reminder/,
        reply: "We kindly remind you that the payment has been open for three weeks.",
      },
      {
        name: "due",
        when: /are due on Monday/,
        reply: "Please note that the sum falls due at the start of next week.",
      },
    ],
  },
  "common-word": {
    sdk: chatSdk,
    flows: ["common words", "non-edge"],
    edges: "",
    rules: [
      { name: "tomato", when: /tomato/, reply: "yes" },
      { name: "whale", when: /whale/, reply: "no" },
      { name: "invitation", when: /invitation/, reply: "yes" },
    ],
  },
  boilerplate: {
    sdk: chatSdk,
    flows: ["boilerplate", "non-edge"],
    edges: "honey -> german",
    rules: [
      {
        name: "jam",
        when: /apricot jam/,
        reply:
          "Sure, here is a label text for you:\n\nSun in a jar, picked at noon, stirred by hand.\n\nLet me know if you'd like any changes or a different tone!",
      },
      {
        name: "honey",
        when: /forest honey/,
        reply:
          "Sure, here is a label text for you:\n\nDark as resin, gathered where the firs stand closest.\n\nLet me know if you'd like any changes or a different tone!",
      },
      {
        name: "salt",
        when: /smoked salt/,
        reply:
          "Sure, here is a label text for you:\n\nSea crystals and beech smoke, nothing else.\n\nLet me know if you'd like any changes or a different tone!",
      },
      {
        name: "german",
        when: /Translate into German/,
        reply: "Dunkel wie Harz, gesammelt, wo die Tannen am dichtesten stehen.",
      },
    ],
  },
  "repeats-own-prompt": {
    sdk: chatSdk,
    flows: ["repeats own prompt", "non-edge"],
    edges: "",
    rules: [
      {
        name: "spelling",
        when: /Correct the spelling/,
        reply:
          "Members may bring one guest to the reading room on weekdays before noon. Guests sign the\nbook at the desk, leave their coats in the cloakroom and may not order volumes from the closed stacks.",
      },
      {
        name: "hardest",
        when: /the hardest/,
        reply: "Probably that guests may not order volumes from the closed stacks.",
      },
      { name: "quiz", when: /quiz question/, reply: "Where must visitors leave their coats?" },
    ],
  },
  "few-shot": {
    sdk: chatSdk,
    flows: ["few-shot examples", "non-edge"],
    edges: "",
    rules: [
      { name: "neutral", when: /three nights/, reply: "The tone is neutral and a touch bored." },
      {
        name: "warm",
        when: /still dream/,
        reply: "The tone is warm and enthusiastic, almost sentimental.",
      },
      { name: "ironic", when: /fridge/, reply: "The tone is ironic; the guest felt fooled." },
    ],
  },
  "stream-chain": {
    sdk: "openai chat (stream)",
    flows: ["stream", "chain"],
    edges: "recipe -> shopping -> cost",
    rules: [
      {
        name: "recipe",
        when: /Invent a soup/,
        reply:
          "Grey Tuesday Chowder: sweat two leeks in brown butter, add smoked haddock and parsnips, finish with nutmeg and a splash of cider.",
      },
      {
        name: "shopping",
        when: /shopping list/,
        reply:
          "- 2 leeks\n- 80 g butter\n- 300 g haddock, undyed\n- 3 parsnips\n- dry cider, a small bottle",
      },
      {
        name: "cost",
        when: /in Lyon/,
        reply: "About nineteen euros at the covered market, most of it for the fish.",
      },
    ],
  },
  "stream-abort": {
    sdk: "openai chat (stream)",
    flows: ["stream", "aborted stream"],
    edges: "story -> ending",
    cancelled: ["story"],
    rules: [
      {
        name: "story",
        when: /lighthouse keeper/,
        reply: {
          slow: true,
          text: "Every ship that passed sent Marten a chart it no longer trusted. He papered the stairs with them, one wrong coast above the other. In the tenth winter he noticed that all the errors pointed at the same empty place. He began to build a boat, though he had never learned to swim, and told nobody but the gulls.",
        },
      },
      {
        name: "ending",
        when: /last sentence of the story/,
        reply: "And when the lamp went out, the sea knew where to find him.",
      },
    ],
  },
  "retry-429": {
    sdk: chatSdk,
    flows: ["retry", "chain"],
    edges: "announcement#2 -> sign",
    rules: [
      {
        name: "announcement",
        when: /library closes early/,
        reply: (turn) =>
          turn.occurrence === 0
            ? { error: { status: 429, message: "Rate limit reached for requests" } }
            : "Runners pass our door on Friday, so the reading rooms shut at two. Returns go into the box on Elm Street.",
      },
      { name: "sign", when: /door sign/, reply: "Friday: open until 2 pm (marathon)." },
    ],
  },
  "raw-axios": {
    sdk: "http clients",
    flows: ["chain"],
    edges: "fact -> question",
    rules: [
      {
        name: "fact",
        when: /surprising about lichens/,
        reply:
          "Some map lichens on Arctic rocks are over eight thousand years old and grow half a millimetre a year.",
      },
      {
        name: "question",
        when: /pub quiz/,
        reply: "What lives on stone and may be older than the pyramids?",
      },
    ],
  },
  "raw-node-http": {
    sdk: "http clients",
    flows: ["chain", "stream"],
    edges: "rule -> loophole; rule, loophole -> rewrite",
    rules: [
      {
        name: "rule",
        when: /Invent a rule/,
        reply:
          "Whoever holds three storks may skip winter, unless another player has played the frost card twice.",
      },
      {
        name: "loophole",
        when: /Find the loophole/,
        reply:
          "Two people could each wait for the other, because nothing says who moves first in autumn.",
      },
      {
        name: "rewrite",
        when: /Rewrite the rule/,
        reply:
          "In autumn the youngest begins. A trio of storks then skips the cold months once per game.",
      },
    ],
  },

  excerpt: {
    sdk: chatSdk,
    flows: ["excerpt"],
    edges: "ideas -> objects, continued",
    rules: [
      {
        name: "ideas",
        when: /museum of lost things/,
        reply:
          "- A cloakroom where every coat tells who forgot it\n- A corridor of single gloves, sorted by the weather on the day they fell\n- A telephone that rings when somebody gives up looking",
      },
      {
        name: "objects",
        when: /^Which objects/,
        reply: "Pegs, a barometer for each one, and a drawer labelled hail.",
      },
      {
        name: "continued",
        when: /^Continue this/,
        reply: "… and hums it back to you in the voice of its owner.",
      },
    ],
  },
  "quoted-in-critique": {
    sdk: chatSdk,
    flows: ["chain", "no transitive edge"],
    edges: "draft -> critique -> tone",
    rules: [
      {
        name: "draft",
        when: /book on silence/,
        reply:
          "There are nine kinds of quiet, and most of us have only met two. This book walks you through the other seven, barefoot.",
      },
      {
        name: "critique",
        when: /^Criticise/,
        reply:
          'The counting is coy. "There are nine kinds of quiet, and most of us have only met two." promises a taxonomy that a reader will hold against you; cut it, and begin with the feet.',
      },
      {
        name: "tone",
        when: /critique fair/,
        reply: "Yes: it is sharp about the sentence and kind to its author.",
      },
    ],
  },
  proofread: {
    sdk: chatSdk,
    flows: ["chain", "no transitive edge", "repeats its input"],
    edges: "notice -> corrected -> easy, sms",
    rules: [
      {
        name: "notice",
        when: /^Write a notice/,
        reply:
          "From the first of may the lake is open from seven in the morning untill nine in the evening. Lifeguards are on duty from ten to six. Please dont swim beyond the yellow buoys, the current at the weir is stronger then it looks.",
      },
      {
        name: "corrected",
        when: /^Proofread/,
        reply:
          "From the first of May the lake is open from seven in the morning until nine in the evening. Lifeguards are on duty from ten to six. Please don't swim beyond the yellow buoys; the current at the weir is stronger than it looks.",
      },
      {
        name: "easy",
        when: /easy language/,
        reply: "You can swim here every day. Stay where the water is calm.",
      },
      { name: "sms", when: /text message/, reply: "Lake open 7-21, guards 10-18, mind the weir!" },
    ],
  },
  coincidence: {
    sdk: chatSdk,
    flows: ["coincidence", "non-edge"],
    edges: "",
    rules: [
      { name: "keys", when: /concert piano/, reply: "88" },
      { name: "colour", when: /traffic lights/, reply: "Red" },
      {
        name: "harbour",
        when: /Odense/,
        reply: "A long canal, cranes turned into towers, and a bath that floats.",
      },
    ],
  },
  keywords: {
    sdk: chatSdk,
    flows: ["list split", "short answers", "fan-out"],
    edges: "keywords -> slide-*",
    rules: [
      {
        name: "keywords",
        when: /^Four keywords/,
        reply: "bioluminescence, hydrothermal vents, marine snow, gigantism",
      },
      {
        name: "slide-glow",
        when: /biolum/,
        reply: "Most animals down there can make their own light.",
      },
      {
        name: "slide-heat",
        when: /vents/,
        reply: "Some worms live with one end at eighty degrees.",
      },
      {
        name: "slide-snow",
        when: /marine snow/,
        reply: "A flake needs weeks to reach the bottom.",
      },
      { name: "slide-size", when: /gigant/, reply: "Woodlice grow as long as a forearm." },
    ],
  },
  persona: {
    sdk: chatSdk,
    flows: ["system prompt", "fan-out"],
    edges: "persona -> stain, garlic",
    rules: [
      {
        name: "persona",
        when: /retired stage magician/,
        reply:
          "You are Ambrosius, who sawed ladies in half for forty years. Address everybody as your esteemed volunteer, never reveal a method before the applause, and end with a flourish.",
      },
      {
        name: "stain",
        when: /wine stain/,
        reply: "Salt, my volunteer! Sprinkle, wait, and behold: nothing up this sleeve.",
      },
      {
        name: "garlic",
        when: /plant garlic/,
        reply: "In October, when nobody is watching, and it reappears in July. Tadaa!",
      },
    ],
  },

  "equal-answers": {
    sdk: chatSdk,
    flows: ["equal outputs"],
    edges: "knees -> riddle",
    rules: [
      {
        name: "standing",
        when: /standing up/,
        reply: "The horse does, thanks to tendons that hold its legs without any effort.",
      },
      {
        name: "knees",
        when: /lock its knees/,
        reply: "The horse does, thanks to tendons that hold its legs without any effort.",
      },
      {
        name: "riddle",
        when: /^Make a riddle/,
        reply: "I rest upon four pillars and never lie down for the night. What am I?",
      },
    ],
  },
  "json-table": {
    sdk: chatSdk,
    flows: ["json fields", "short answers"],
    edges: "trees -> choice, tallest",
    rules: [
      {
        name: "trees",
        when: /^Three trees/,
        reply: JSON.stringify({
          trees: [
            {
              species: "Amelanchier lamarckii",
              height: 4.5,
              remark: "berries for jam and for blackbirds",
            },
            { species: "Acer griseum", height: 7.25, remark: "bark that peels like cinnamon" },
            { species: "Cornus mas", height: 5.75, remark: "flowers in the last snow" },
          ],
        }),
      },
      {
        name: "choice",
        when: /would you choose/,
        reply: "The one with berries: it earns its place three times a year.",
      },
      { name: "tallest", when: /^Sort by height/, reply: "The maple wins by a metre and a half." },
    ],
  },
  "quoted-lines": {
    sdk: chatSdk,
    flows: ["whitespace", "line prefixes"],
    edges: "mail -> landlord",
    rules: [
      {
        name: "mail",
        when: /^Write a complaint/,
        reply:
          "For nine days water has been falling into four saucepans above my bed, and the plaster is turning the colour of tea. You promised a roofer before All Saints, yet nobody has even brought a ladder. If nothing happens by Friday I shall withhold a third of the rent.",
      },
      {
        name: "landlord",
        when: /^Reply as the landlord/,
        reply: "Dear tenant, the ladder is on its way, and so is my apology.",
      },
    ],
  },
};
