// Held out: debates, votes, trees, plans, ReAct. Truth written before ao first ran on the programs.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

const SOLUTIONS = [
  "A third of 84 is 28, so 84 - 28 = 56 rolls remain. Half of 56 is 28, which leaves 28. After giving away 6, there are 28 - 6 = 22 rolls.\nAnswer: 22",
  "Step 1: 84 / 3 = 28 rolls go to the school.\nStep 2: 84 - 28 = 56 rolls remain.\nStep 3: 56 / 2 = 28 rolls go to the old people's home, 28 remain.\nStep 4: 28 - 6 = 22 rolls are left to sell.\nAnswer: 22",
  "A third of 84 is 28. Half of 84 is 42. 84 - 28 - 42 = 14, and 14 - 6 = 8.\nAnswer: 8",
  "First the school: one third of 84 rolls is 28 rolls, and the baker has 56 rolls on the shelf. Then the old people's home takes half of the shelf, that is 28 rolls, and 28 stay. Finally 6 of these are given away, so that 22 rolls are left to sell.\nAnswer: 22",
  "84 rolls minus 28 for the school makes 56. 56 minus 28 makes 28. 28 minus 6 makes 22.\nAnswer: 22",
];

const VERA = [
  "A street is not a storage room. In our old centre 412 parked cars occupy 5,000 square metres, more than all squares together, and each of them stands still for twenty-three hours a day. Give that room to tables, trees and deliveries, and you will see more people, not fewer: towns such as Ghent counted seventeen per cent more visitors after two years. Residents keep their places in the car park at the moat, four minutes away on foot. I ask you to vote for the motion.",
  "Otto's customers with the cement bag deserve an answer: loading bays remain, thirty minutes, free of charge, on every block. That is easier than today, when he himself says they circle the church three times. He calls four minutes on foot an eternity for the old; for them we propose the electric cart that already serves the cemetery. What remains of his case is habit, and habit is a poor planner. Vote for the motion.",
];
const OTTO = [
  'Vera counts square metres, I count customers. Whoever buys a bag of cement does not carry it to the moat, and four minutes on foot are an eternity with bad knees. "A street is not a storage room" sounds fine in a lecture; in my street it is where my customers stop, buy and leave again. Today they circle the church three times, I admit. Ban the cars and they will circle the retail park instead. I ask you to vote against the motion.',
  "An electric cart that serves the cemetery: now I know what is planned for the shops. Thirty minutes in a loading bay are fine until the second van arrives. And Ghent, my dear Vera, has a quarter of a million people and a railway station in the middle; we have a bus at twenty past. Test it on Saturdays for a year, count the tills, then let us talk again. Until then, vote against the motion.",
];

const THOUGHTS = [
  "At the first turn I should find out about the bridge.\n\nThought: I need the year in which the bridge was finished and the name of its builder.\nAction: Lookup\nAction Input: Pont de Fontvieille\n",
  "Thought: The bridge was finished in 1787 by Mathurin Delacombe. Now I need his year of birth.\nAction: Lookup\nAction Input: Mathurin Delacombe\n",
  "Thought: He was born in 1739 and the bridge was finished in 1787, so he was 47 or 48 years old.\nFinal Answer: Mathurin Delacombe was about 48 years old when his seven-arched bridge over the Sorne was completed.",
];

export const holdoutReasoning: CorpusCases = {
  "holdout-debate": {
    sdk: "openai, anthropic",
    set: "holdout",
    flows: ["chat history", "two roles", "several providers", "quotes other answers"],
    edges: `vera#1 -> otto#1, vera#2, otto#2; otto#1 -> vera#2, otto#2
      vera#2 -> otto#2, jury; otto#2 -> jury`,
    rules: [
      {
        name: "jury",
        when: /^Two closing statements/,
        reply:
          "Otto, by a narrow margin. Vera solved the problem of the cement bag with her loading bays, but she left the comparison with Ghent undefended, and his proposal of a test on Saturdays gives the undecided something to agree to.",
      },
      {
        name: "vera",
        when: /[\s\S]/,
        where: /You are Vera/,
        reply: ({ occurrence }) => VERA[occurrence] ?? "",
      },
      {
        name: "otto",
        when: /[\s\S]/,
        where: /You are Otto/,
        reply: ({ occurrence }) => OTTO[occurrence] ?? "",
      },
    ],
  },
  "holdout-tree-of-thought": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["tree", "pruning", "short answers"],
    edges: `idea-furniture -> rate-furniture; idea-hours -> rate-hours; idea-partners -> rate-partners
      idea-hours -> next-hours, rate-next-hours
      idea-partners -> next-partners, rate-next-partners, proposal
      next-hours -> rate-next-hours
      next-partners -> rate-next-partners, proposal`,
    rules: [
      {
        name: "idea-furniture",
        when: /starts from: furniture/,
        reply:
          "Put all 5,000 books on shelves with castors. For a reading the shelves roll to the walls and form a backdrop, and forty stackable chairs come out of a cupboard below the windows. Costs about 14,000 euros, most of it for the shelves.",
      },
      {
        name: "idea-hours",
        when: /starts from: opening hours/,
        reply:
          "Open without staff every evening from 17 to 22 o'clock with a library card at the door. A self-checkout terminal and radio tags in all 5,000 books make it possible; the tags can be stuck in by volunteers over two weekends. Costs about 17,000 euros.",
      },
      {
        name: "idea-partners",
        when: /starts from: partners/,
        reply:
          "Share the room with the bakery next door: a hatch in the wall, bread and coffee at the readings, and the baker keeps an eye on the door until 20 o'clock. The bakery pays a small rent, which covers the electricity.",
      },
      {
        name: "rate-next-hours",
        when: /Partial solution[\s\S]*terminal[\s\S]*Rate/,
        where: /camera at the entrance/,
        reply: "0.75",
      },
      {
        name: "rate-next-partners",
        when: /Partial solution[\s\S]*hatch[\s\S]*Rate/,
        where: /roller shutter/,
        reply: "0.85",
      },
      { name: "rate-furniture", when: /Partial solution[\s\S]*castors/, reply: "0.55" },
      { name: "rate-hours", when: /Partial solution[\s\S]*terminal/, reply: "0.8" },
      { name: "rate-partners", when: /Partial solution[\s\S]*hatch/, reply: "0.7" },
      {
        name: "next-hours",
        when: /So far[\s\S]*terminal/,
        reply:
          "The biggest obstacle is that nobody is responsible when something happens after 17 o'clock. Mount a camera at the entrance, an emergency button that calls the caretaker, and let only people over 16 in alone. The self-checkout terminal shows who is in the room.",
      },
      {
        name: "next-partners",
        when: /So far[\s\S]*hatch/,
        reply:
          "The biggest obstacle is hygiene: the health office will not allow an open hatch between a bakery and a public room. A roller shutter and a separate counter with a sink solve that for 6,500 euros. For the hours after 20 o'clock the library card opens the door, as in other villages.",
      },
      {
        name: "proposal",
        when: /Write the proposal/,
        reply: `Dear Mayor,

we propose to make the library a room that the whole village uses until late, without a single additional position.

The bakery next door becomes our partner. Through a hatch with a roller shutter and a counter of its own it serves bread and coffee at readings; the baker looks after the door until 20 o'clock. After that, readers come in with their library card. The rent of the bakery covers the electricity.

The conversion costs 6,500 euros, the door 4,000. The rest of the budget goes into forty chairs and into books.

Yours sincerely,
the library working group`,
      },
    ],
  },
  "holdout-self-consistency": {
    sdk: "google genai",
    set: "holdout",
    flows: ["votes", "near duplicates"],
    edges: "sample#4 -> explain",
    rules: [
      {
        name: "sample",
        when: /^A bakery bakes/,
        reply: ({ occurrence }) => SOLUTIONS[occurrence] ?? "",
      },
      {
        name: "explain",
        when: /^Explain this solution/,
        reply: `Imagine the shelf of the baker:

    school      home        free  left
    [28 rolls]  [28 rolls]  [6]   [22]

First the school gets its third. What stays on the shelf is split in two: one half for the old people's home. From the other half the baker gives 6 away. Count what is left: 22!`,
      },
    ],
  },
  "holdout-plan-execute": {
    sdk: "langgraph",
    set: "holdout",
    flows: ["list items", "chain", "fan-in", "repeats own prompt"],
    edges: `plan -> venues, acoustics, risks; venues -> acoustics -> risks
      venues, acoustics, risks -> write`,
    rules: [
      {
        name: "plan",
        when: /^Decide whether our choir/,
        reply: `Here is a plan:

1. Compare rent, heating and number of seats of the two venues
2. Judge the acoustics for thirty unaccompanied voices
3. List the risks of each venue in December and how to meet them`,
      },
      {
        name: "venues",
        when: /Step: Compare rent/,
        reply: `Step done: Compare rent, heating and number of seats of the two venues.

- Chapel: 180 euros per evening plus 60 for heating, 140 seats in pews, no wheelchair access at the side door.
- School hall: 320 euros with heating, 300 chairs, stage lights included, caretaker required until 22:30.

The chapel is 80 euros cheaper, the hall seats twice as many people.`,
      },
      {
        name: "acoustics",
        when: /Step: Judge the acoustics/,
        reply: `Step done: Judge the acoustics for thirty unaccompanied voices.

The chapel has a reverberation of about 2.4 seconds, which carries unaccompanied voices and forgives small mistakes. The hall is dry (0.9 seconds) and swallows the basses; with its 300 chairs half empty it would be drier still. For the programme planned, the chapel wins clearly.`,
      },
      {
        name: "risks",
        when: /Step: List the risks/,
        reply: `Step done: List the risks of each venue in December and how to meet them.

Chapel: cold pews (heat from noon, lend blankets), sold out early (a second concert on Sunday), icy steps (salt, two helpers). Hall: the school's own Christmas play on the same weekend (ask for the date now), dry sound (hire two reflectors).`,
      },
      {
        name: "write",
        when: /Write the final recommendation/,
        reply:
          "Rent the chapel, for two evenings. It is cheaper, it flatters thirty unaccompanied voices, and a second concert on Sunday makes up for the smaller number of seats. Book the heating from noon and see to blankets and salt for the steps; the school hall remains our fallback if the chapel is taken.",
      },
    ],
  },
  "holdout-react-text": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["ReAct in text", "loop", "chain"],
    edges: "think#1 -> think#2, think#3; think#2 -> think#3 -> caption",
    rules: [
      {
        name: "think",
        when: /^Answer the question\. Use this format/,
        reply: ({ occurrence }) => THOUGHTS[occurrence] ?? "",
      },
      {
        name: "caption",
        when: /^Make a caption/,
        reply: "Seven arches over the Sorne, built by a man of about 48.",
      },
    ],
  },
};
