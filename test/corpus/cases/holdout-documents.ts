// Held out: contracts, reports, books, sources, pages, tables. Truth written before the first run.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const holdoutDocuments: CorpusCases = {
  "holdout-contract": {
    sdk: "anthropic",
    set: "holdout",
    flows: ["excerpt of own prompt", "fan-in", "chain", "short answers"],
    edges: `old-liability, new-liability -> compare-liability; old-term, new-term -> compare-term
      compare-* -> memo -> risk`,
    rules: [
      {
        name: "old-liability",
        when: /clause about liability[\s\S]*\(2024\)/,
        reply:
          "5. Liability. The Provider is liable without limit for intent and gross negligence. For slight negligence liability is limited to the fees of twelve months. The Provider is not liable for lost profit.",
      },
      {
        name: "new-liability",
        when: /clause about liability[\s\S]*\(2026\)/,
        reply:
          "5. Liability. The Provider is liable without limit for intent and gross negligence. For slight negligence liability is limited to the fees of three months. The Provider is liable neither for lost profit nor for lost data.",
      },
      {
        name: "old-term",
        when: /clause about term[\s\S]*\(2024\)/,
        reply: `The relevant clause is number 6:

> 6. Term. The agreement runs for one year and is extended by another year unless terminated in writing three months before its end.

There is no separate clause about termination for cause.`,
      },
      {
        name: "new-term",
        when: /clause about term[\s\S]*\(2026\)/,
        reply: `The relevant clause is number 6:

> 6. Term. The agreement runs for two years and is extended by another two years unless terminated in writing six months before its end.

There is no separate clause about termination for cause.`,
      },
      {
        name: "compare-liability",
        when: /with regard to liability\?$/,
        reply: `The cap for slight negligence falls from the fees of twelve months to the fees of three months, at the new fee from 50,400 to 13,950 euros. In addition the Provider now excludes lost data, which for a hosting service is the most likely damage. Intent and gross negligence remain unlimited.

For the Client both changes are disadvantageous.`,
      },
      {
        name: "compare-term",
        when: /with regard to term and termination\?$/,
        reply: `The term doubles from one year to two, and so does every extension. Notice has to be given six months before the end instead of three. Whoever misses the date is bound for another two years.

For the Client both changes are disadvantageous.`,
      },
      {
        name: "memo",
        when: /^Write a memo/,
        reply: `MEMO: Service agreement, draft of 2026

The draft moves risk to us in two places.

Liability: if the Provider makes an ordinary mistake, we would recover at most 13,950 euros, and nothing at all for lost data. We should insist on the old cap of twelve months and on the restoration of data from backups.

Term: we would be bound for two years at a time and have to give notice half a year ahead. One year with three months' notice is customary; a reminder in the calendar is not enough.

I recommend not to sign before both points have been renegotiated.`,
      },
      { name: "risk", when: /^How risky is signing/, reply: "HIGH" },
    ],
  },
  "holdout-report-sections": {
    sdk: "openai responses",
    set: "holdout",
    flows: ["json fields", "fan-out", "fan-in", "chain", "stream"],
    edges: "outline -> write-*, abstract; write-* -> abstract -> title",
    rules: [
      {
        name: "outline",
        when: /^Plan a report on rainwater/,
        reply: JSON.stringify({
          sections: [
            {
              heading: "What happened on 19 July",
              brief: "course of the flood, streets and cellars affected, limits of the sewers",
            },
            {
              heading: "Where the water could go",
              brief: "sponge squares, unsealing of car parks, cisterns below playgrounds",
            },
            {
              heading: "What it costs and who pays",
              brief: "estimates per measure, state subsidies, split charges for rainwater",
            },
          ],
        }),
      },
      {
        name: "write-flood",
        when: /section "What happened/,
        reply: `Between 16:10 and 17:25 on 19 July, 71 litres of rain fell on every square metre of the town, as much as in an average month. The sewers below Mill Street and Tanner's Row were built in 1926 for a third of that amount. By half past four water was standing knee-high at the underpass; by five the fire brigade had 140 calls waiting.

In all, 312 cellars were flooded, most of them in the streets below the station, where the old course of the brook still determines which way the water runs. Two people had to be rescued from a car. The damage to public buildings alone is put at 1.9 million euros; the library lost its local history stacks.

The lesson is simple and uncomfortable: no affordable sewer would have coped with this rain. The question is not how to drain faster but how to keep the water from reaching the drains all at once.`,
      },
      {
        name: "write-sponge",
        when: /section "Where the water/,
        reply: `The town owns 46,000 square metres of asphalt that nobody needs on a rainy afternoon. If the car parks at the swimming pool and the trade fair ground were unsealed, they could hold back a tenth of the water of 19 July. Grass pavers cost little more than new asphalt.

Sponge squares do more. Station Square, lowered by thirty centimetres and planted with alders, would take in 600 cubic metres and let them seep away within a day. Children already play in the puddles; in future they might do so by design.

Finally, cisterns: below the playgrounds in Mill Street and Linden Park there is room for two tanks of 400 cubic metres each. In summer they would water the trees of the town, which now drink from the mains.`,
      },
      {
        name: "write-costs",
        when: /section "What it costs/,
        reply: `Unsealing both car parks costs about 780,000 euros, Station Square 1.4 million, the two cisterns 1.1 million. Together this is less than three years of repairs after floods such as the last one.

The state's programme "Blue Towns" pays up to 60 per cent if the application is made before the end of March and the measure keeps at least 50 litres per square metre from the drains. All measures proposed here do so.

The rest can be financed by a split charge: whoever seals ground pays for rainwater, whoever lets it seep away does not. For a terraced house this means about 40 euros a year, for a supermarket with a car park 2,600. Legal experience from other towns shows that such charges hold up in court when the areas are measured from the air and owners may object.`,
      },
      {
        name: "abstract",
        when: /^## What happened/,
        reply:
          "On 19 July, 71 litres of rain per square metre overwhelmed sewers of 1926 and flooded 312 cellars. The report argues that the town cannot drain such rain but can hold it back: by unsealing two car parks, lowering Station Square into a sponge square and placing cisterns below two playgrounds. The measures cost 3.3 million euros, of which the state may pay 60 per cent; a split charge for sealed ground covers the rest.",
      },
      {
        name: "title",
        when: /^A title for the report/,
        reply: "Holding Back the Rain: A Sponge Plan for Our Town",
      },
    ],
  },
  "holdout-book-summary": {
    sdk: "anthropic (stream)",
    set: "holdout",
    flows: ["hierarchical summaries", "fan-in", "chain", "stream"],
    edges: `chapter-1, chapter-2, chapter-3 -> part-first; chapter-4, chapter-5, chapter-6 -> part-second
      part-first, part-second -> whole -> blurb`,
    rules: [
      {
        name: "chapter-1",
        when: /^Summarise chapter 1/,
        reply:
          "Ida Rask arrives on the island of Hjelmsund to put the papers of the dead harbour master in order. In the tide tables she discovers that every Thursday has been marked in red.",
      },
      {
        name: "chapter-2",
        when: /^Summarise chapter 2/,
        reply:
          "From the baker Malte, Ida learns that the harbour master rowed out on Thursday nights well into old age. His logbooks are silent about these trips, and Ida prolongs her stay.",
      },
      {
        name: "chapter-3",
        when: /^Summarise chapter 3/,
        reply:
          "After a storm has damaged the roof, Ida discovers a newly bricked-up niche in the cellar with forty empty honey jars and a child's raincoat that bears the name Sunniva.",
      },
      {
        name: "chapter-4",
        when: /^Summarise chapter 4/,
        reply:
          "The priest refuses to speak about Sunniva, and a dead gull is left on Ida's doorstep as a warning. Malte offers to take her to the skerry.",
      },
      {
        name: "chapter-5",
        when: /^Summarise chapter 5/,
        reply:
          "In a hut on the skerry Ida meets old Sunniva, supposedly drowned in 1961. To escape a marriage to the shipowner she had been hidden by the harbour master, who supplied her week after week.",
      },
      {
        name: "chapter-6",
        when: /^Summarise chapter 6/,
        reply:
          "Ida keeps the Thursdays out of her catalogue, and Malte takes over the rowing. Asked by the shipowner's grandson what the papers contained, she answers: only tides.",
      },
      {
        name: "part-first",
        when: /^Summarise the first part/,
        reply:
          "Sent to Hjelmsund to catalogue a dead man's papers, Ida Rask comes upon a pattern: every Thursday is marked in red, and on Thursday nights the harbour master rowed out, although his logbooks are silent. Behind a bricked-up niche she finds honey jars and a raincoat with a girl's name, Sunniva.",
      },
      {
        name: "part-second",
        when: /^Summarise the second part/,
        reply:
          "Warned off by the village, Ida has herself rowed to the skerry and finds Sunniva alive: in 1961 she let herself be thought drowned rather than marry the shipowner, and the harbour master fed her in secret. Ida keeps the secret out of the catalogue, and Malte continues the Thursday trips.",
      },
      {
        name: "whole",
        when: /^Summarise the novel/,
        reply:
          "Archivist Ida Rask follows the red Thursdays in a dead harbour master's tide tables to a bricked-up niche, and from there to a skerry where Sunniva, thought drowned since 1961, has been living in hiding from a forced marriage. The village would rather not know. Ida decides that a catalogue may also keep silent, and the baker Malte takes the oars.",
      },
      {
        name: "blurb",
        when: /^One line for the back cover/,
        reply: "Some entries are missing because somebody loved somebody enough not to write.",
      },
    ],
  },
  "holdout-rag-citations": {
    sdk: "openai chat, embeddings",
    set: "holdout",
    flows: ["rag", "embeddings", "quotes own prompt", "fan-out"],
    edges: "search -> embed-query; answer -> check-*, publish",
    rules: [
      { name: "embed-passages", when: /^Heat pumps in older/, reply: "" },
      {
        name: "search",
        when: /^we want to throw out/,
        reply:
          "subsidy for replacing a gas heating older than 20 years, application before contract",
      },
      { name: "embed-query", when: /^subsidy for replacing/, reply: "" },
      {
        name: "answer",
        when: /^Sources:/,
        reply: ({ last }) => {
          const number = (text: string) =>
            last
              .split("\n")
              .find((line) => line.includes(text))
              ?.match(/\[\d\]/)?.[0] ?? "[1]";
          const share = number("30 per cent");
          const order = number("Applications for");
          return `You get back 30 per cent of the cost, and because your working gas heating is older than 20 years another 20 per cent are added ${share}. The application comes first: it must be approved before the contract with the installer is signed, otherwise nothing is paid ${order}. The approval usually takes about six weeks ${order}.`;
        },
      },
      {
        name: "check-share",
        when: /^Claim: You get back/,
        reply: "SUPPORTED. Both percentages and the age of 20 years are in the source.",
      },
      {
        name: "check-order",
        when: /^Claim: The application comes first/,
        reply: "SUPPORTED. The source says that approval must precede the contract.",
      },
      {
        name: "check-weeks",
        when: /^Claim: The approval usually/,
        reply: "NOT SUPPORTED. The source says nothing about how long it takes.",
      },
      {
        name: "publish",
        when: /^Make this easier to read/,
        reply:
          "Good news for everyone with an old boiler: half of the cost of the new heating can be paid by the state. But mind the order! First apply, wait for the yes, and only then sign with the installer.",
      },
    ],
  },
  "holdout-html-markdown": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["html", "markdown", "fan-out", "fan-in"],
    edges: "markdown -> audit, polish, improve; audit -> improve",
    rules: [
      {
        name: "markdown",
        when: /^Rewrite this page as Markdown/,
        reply: `# Row with us!

From **April to October** six boats are waiting for you at the lower pier. Hop in, push off & listen to the reeds.

## What it costs

- One hour: **12 €**
- Half a day: **35 €**

## Good to know

Children under 12 need a grown-up on board and a life jacket; we have "Otter" jackets in _all sizes_. When the wind reaches force 5, our boats stay at the pier, and so do you.`,
      },
      {
        name: "audit",
        when: /^List accessibility problems/,
        reply: `1. The list items stand outside a <ul>, so screen readers do not announce a list of two prices.
2. "Row with us!" does not say what is on offer; a heading such as "Hire a rowing boat" is clearer.
3. <em>all sizes</em> carries emphasis without a reason.
4. The text "and so do you" is an idiom that is hard to follow in easy language.`,
      },
      {
        name: "polish",
        when: /^Translate to Polish/,
        reply: `Powiosłuj z nami! Od kwietnia do października przy dolnym molo czeka na Ciebie sześć łodzi. Wskakuj, odbij od brzegu i posłuchaj trzcin. Ile to kosztuje: godzina 12 €, pół dnia 35 €. Warto wiedzieć: dzieci do lat 12 pływają z osobą dorosłą i w kamizelce; mamy kamizelki „Otter” we wszystkich rozmiarach. Przy wietrze o sile 5 łodzie zostają przy molo, a Ty razem z nimi.`,
      },
      {
        name: "improve",
        when: /^Improve the Markdown/,
        reply: `# Hire a rowing boat

From **April to October** six boats are waiting for you at the lower pier. Hop in, push off & listen to the reeds.

## What it costs

- One hour: **12 €**
- Half a day: **35 €**

## Good to know

Children under 12 need a grown-up on board and a life jacket; we have "Otter" jackets in all sizes. When the wind reaches force 5, our boats stay at the pier.`,
      },
    ],
  },
  "holdout-data-cleaning": {
    sdk: "ollama",
    set: "holdout",
    flows: ["csv", "map-reduce", "near duplicates", "repeats own prompt"],
    edges: "rules -> clean-*; clean-* -> report",
    rules: [
      {
        name: "rules",
        when: /^Here are three rows/,
        reply: `- Trim blanks; write names as Given Family, in capitals only at the start of a word
- Write town names in Swedish spelling (Malmö, Lund, Ystad)
- Phone numbers in the form +46 40 123 456, without a leading zero
- Dates as YYYY-MM-DD; leave the field empty where a date is impossible or missing`,
      },
      {
        name: "clean-first",
        when: /anna LINDQVIST/,
        reply: `name,city,phone,joined
Anna Lindqvist,Malmö,+46 40 123 456,2021-04-03
Per Holm,Malmö,+46 40 654 321,2021-05-17
Eva Sahlin,Lund,+46 46 111 222,2021-06-17`,
      },
      {
        name: "clean-second",
        when: /JONAS berg/,
        reply: `name,city,phone,joined
Jonas Berg,Lund,+46 46 333 444,
Mikael Strand,Ystad,+46 411 556 677,2022-01-09
Karin Öberg,Ystad,+46 411 889 900,2022-02-09`,
      },
      {
        name: "clean-third",
        when: /Tove Nyman,Malmo,/,
        reply: `name,city,phone,joined
Tove Nyman,Malmö,+46 40 777 888,
Oskar Ek,Lund,,2022-03-01
Lisa Ström,Trelleborg,+46 410 202 020,2022-04-01`,
      },
      {
        name: "report",
        when: /^Describe what is still missing/,
        reply:
          "Two members have no date of joining (Jonas Berg, Tove Nyman) and one has no phone number (Oskar Ek). The number of Lisa Ström has a conspicuous pattern and should be confirmed. All town names are spelled consistently.",
      },
    ],
  },
};
