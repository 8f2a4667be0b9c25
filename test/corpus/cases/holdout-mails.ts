// Held out: mails, minutes, news, translations. Truth written before ao first ran on the programs.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const holdoutMails: CorpusCases = {
  "holdout-mail-triage": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["json fields", "fan-out", "fan-in"],
    edges: `classify-delivery -> draft-delivery; classify-warranty -> draft-warranty
      classify-return -> draft-return; classify-* -> digest`,
    rules: [
      {
        name: "classify-delivery",
        when: /^Classify this mail[\s\S]*Where is my frame/,
        reply: `{"category": "delivery", "urgency": "high", "summary": "Nora Feld has been waiting nine days for her Kestrel gravel frame (order 77120) and wants the parcel located before Friday."}`,
      },
      {
        name: "classify-warranty",
        when: /^Classify this mail[\s\S]*Crank arm cracked/,
        reply: `{"category": "warranty", "urgency": "high", "summary": "The left crank arm of Tom Okafor's Kestrel city bike is cracked at the pedal thread and he asks whether the warranty covers a new one."}`,
      },
      {
        name: "classify-return",
        when: /^Classify this mail[\s\S]*Helmet too small/,
        reply: `{"category": "return", "urgency": "normal", "summary": "Customer wants to exchange a Lumen helmet (order 77344) from S to M in green, or else get a refund."}`,
      },
      {
        name: "classify-spam",
        when: /^Classify this mail[\s\S]*rankrocket/,
        reply: `{"category": "spam", "urgency": "low", "summary": "Unsolicited offer of SEO services."}`,
      },
      {
        name: "draft-delivery",
        when: /^Draft an answer[\s\S]*Where is my frame/,
        reply: `Dear Nora,

Thank you for your mail, and I am sorry that your Kestrel gravel frame is taking so long. Nine days without a scan is not what we expect from our carrier, so I have opened a search request for order 77120 today. The carrier has to answer within two working days.

If the parcel has not turned up by Wednesday evening, we will send a replacement frame by express so that it reaches you before your holiday on Friday. You do not need to do anything; I will write to you on Wednesday either way.

I hope you will be riding it soon.

Kind regards,
Brookline Bikes, delivery desk`,
      },
      {
        name: "draft-warranty",
        when: /^Draft an answer[\s\S]*Crank arm cracked/,
        reply: `Dear Tom,

Thank you for your mail and for the photos, and thank you for not riding on. A crack next to the pedal thread is a safety defect, and crank arms are covered by our warranty for three years from the date of purchase. Your order 70418 is well within that time.

Please take the bike to one of our partner workshops, or send us the crank arm with the enclosed label. As soon as it has arrived we will send you a new one free of charge.

Kind regards,
Brookline Bikes, warranty desk`,
      },
      {
        name: "draft-return",
        when: /^Draft an answer[\s\S]*Helmet too small/,
        reply: `Dear Ines,

Thank you for your mail. Trying a helmet on at home is of course no problem, so you can swap it. Size M in green is in stock and I have put one aside for you until the end of next week.

Please print the label below and send the size S back in its box. If you would rather have your money back, just write "refund" on the slip.

Kind regards,
Brookline Bikes, returns desk`,
      },
      {
        name: "digest",
        when: /^Write the hand-over digest/,
        reply: `Good evening, here is what is open:

1. Missing frame, order 77120. Search request is out; the deadline is Friday because of the customer's holiday. Check the carrier's answer first thing.
2. Cracked crank arm. Safety issue, answer today.
3. Helmet exchange, no hurry.

One piece of spam was deleted. Have a calm night!`,
      },
    ],
  },
  "holdout-minutes": {
    sdk: "google genai",
    set: "holdout",
    flows: ["chain", "json fields", "fan-out", "fan-in"],
    edges: `minutes -> items -> mail-*; items -> tone; mail-* -> tone`,
    rules: [
      {
        name: "minutes",
        when: /^Write the minutes/,
        reply: `# Minutes: open day, 14 June

**Present:** Petra (chair), Samir, Lien, Jonas

## Decisions
- Grünkern will do the catering for 120 people; the deposit of 600 euros is accepted.
- The lab tour moves from the laser room (closed until the inspection) to the clean room.
- Tours run in groups of twelve, every half hour.

## Tasks
| Who | What | Until |
|---|---|---|
| Samir | Confirm the booking with Grünkern and arrange the payment of the deposit | this week |
| Lien | Ask facility management for at least sixty more pairs of overshoes | 24 May |
| Jonas | Get the city's logo as a vector file from the press office and send the poster to the printer | 30 May |

The next meeting takes place in two weeks.`,
      },
      {
        name: "items",
        when: /^Extract the action items/,
        reply: `[
  {"owner": "Samir", "task": "Confirm the booking with Grünkern and arrange the payment of the deposit", "due": "this week"},
  {"owner": "Lien", "task": "Ask facility management for at least sixty more pairs of overshoes", "due": "24 May"},
  {"owner": "Jonas", "task": "Get the city's logo as a vector file from the press office and send the poster to the printer", "due": "30 May"}
]`,
      },
      {
        name: "mail-samir",
        when: /^Remind Samir/,
        reply: `Hi Samir,

just a quick reminder from Petra: could you confirm the booking with Grünkern this week and arrange the payment of the deposit? If accounting needs a form, let me know and I will fill it in.

Thanks a lot!
Petra's office`,
      },
      {
        name: "mail-lien",
        when: /^Remind Lien/,
        reply: `Hi Lien,

a quick reminder about the overshoes: facility management would need to know by 24 May, and we thought of at least sixty more pairs. Shall I order them in your name?

Thanks a lot!
Petra's office`,
      },
      {
        name: "mail-jonas",
        when: /^Remind Jonas/,
        reply: `Jonas,

the printer cannot wait. The vector file of the city's logo has to be here by 30 May, no later. You know the number of the press office.

Petra's office`,
      },
      {
        name: "tone",
        when: /^Does any of these mails sound rude/,
        reply:
          'The mail to Jonas sounds brusque: there is no greeting, and "You know the number of the press office" reads like a reproach. The other two are friendly.',
      },
    ],
  },
  "holdout-mail-thread": {
    sdk: "openai chat",
    set: "holdout",
    flows: ["quoted mail", "two roles", "chain"],
    edges: `answer -> complaint, settlement, entry
      complaint -> settlement, entry
      settlement -> entry, check`,
    rules: [
      {
        name: "answer",
        when: /next mail\.$/,
        where: /assistant of Mrs Castellano(?![\s\S]*without hot water)/,
        reply: `Dear Marek,

thank you for your message, and please accept our apologies for the cold mornings. The code E9 points to a lack of pressure in the heating circuit, which can have several causes.

Our technician, Mr Furlan, can come on Thursday between 8 and 10. Until then you can open the blue valve below the boiler until the needle reaches 1.5 bar; that should bring it back for a day or two. Please keep a note of the times when it fails.

Kind regards,
Office of Mrs Castellano`,
      },
      {
        name: "complaint",
        when: /next mail\.$/,
        where: /You play Marek/,
        reply: `Good evening,

Mr Furlan did come, but on Friday, and I had taken Thursday off for nothing. He said the expansion tank is done for and that he had written exactly that to you in November. The needle is back at 0.6 this morning, so your advice with the blue valve lasts about six hours, not a day or two.

That makes seventeen days without hot water that one can rely on. When does the new tank come, and what do you think is fair for the rent of this month?

Marek`,
      },
      {
        name: "settlement",
        when: /next mail\.$/,
        where: /assistant of Mrs Castellano/,
        reply: `Dear Marek,

you are right to be annoyed, and the lost day was our mistake: the appointment was changed and nobody told you. We are sorry.

The new expansion tank has been ordered and will be fitted next Tuesday at 9; Mr Furlan will ring you when he sets off. As regards the rent, Mrs Castellano would like to talk to you in person and will call you tomorrow evening. Please understand that this office cannot agree on sums in writing.

Kind regards,
Office of Mrs Castellano`,
      },
      {
        name: "entry",
        when: /^Summarise this thread/,
        reply: `- Flat 3: boiler fails with E9 (low pressure); cause is a defective expansion tank, reported by Mr Furlan in November.
- New tank to be fitted on Tuesday at 9.
- Tenant asks for a rent reduction for seventeen days; owner will telephone.`,
      },
      {
        name: "check",
        when: /promise any money/,
        reply: "No. It refers the question of the rent to a telephone call with Mrs Castellano.",
      },
    ],
  },
  "holdout-news-digest": {
    sdk: "openai chat (stream)",
    set: "holdout",
    flows: ["chain", "fan-in", "short answers", "stream"],
    edges: `sum-tram -> score-tram; sum-kitchen -> score-kitchen; sum-coach -> score-coach
      sum-bridge -> score-bridge; sum-tram, sum-kitchen, sum-bridge -> digest; digest -> subject`,
    rules: [
      {
        name: "sum-tram",
        when: /^Summarise[\s\S]*night tram/,
        reply:
          "From 1 September night trams will run every half hour to the university hospital, a link that nurses' unions had demanded since 2019. The 2.3-kilometre branch ended up four million euros over budget because a water main was in the way.",
      },
      {
        name: "sum-kitchen",
        when: /^Summarise[\s\S]*share one kitchen/,
        reply:
          "Meals for three primary schools in the north will come from a single kitchen at the Lindgren school, for a trial year at first. Parents complain that they heard of it only a week ago.",
      },
      {
        name: "sum-coach",
        when: /^Summarise[\s\S]*Union 09/,
        reply:
          "Union 09 has dismissed its coach after six defeats in a row. On Saturday the assistant coach will be in charge.",
      },
      {
        name: "sum-bridge",
        when: /^Summarise[\s\S]*Salt Bridge/,
        reply:
          "By seven votes to five the building committee has approved a separate cycle lane on the Salt Bridge at the expense of one car lane towards the centre. Shopkeepers worry, and work is to begin after the summer.",
      },
      { name: "score-tram", when: /^How relevant[\s\S]*night trams/, reply: "9" },
      { name: "score-kitchen", when: /^How relevant[\s\S]*Lindgren/, reply: "8" },
      { name: "score-coach", when: /^How relevant[\s\S]*Union 09/, reply: "1" },
      { name: "score-bridge", when: /^How relevant[\s\S]*Salt Bridge/, reply: "9" },
      {
        name: "digest",
        when: /^Write the morning digest/,
        reply: `Good morning! Here is what matters for your work today.

**Transport.** The night tram reaches the university hospital from 1 September, every half hour, but the branch cost four million euros more than planned (Harbour Courier). On the Salt Bridge cyclists get a lane of their own; the committee's vote was close, seven to five, and shopkeepers are uneasy (Evening Mail).

**Schools.** Three primary schools in the north will eat from one kitchen for a trial year. Expect questions from parents, who learned of it only a week ago (Evening Mail).

Have a good day!`,
      },
      {
        name: "subject",
        when: /^Give this digest a subject line/,
        reply: "Night tram, Salt Bridge lane, one school kitchen",
      },
    ],
  },
  "holdout-translate-check": {
    sdk: "mistral",
    set: "holdout",
    flows: ["chain", "fan-in", "near duplicates"],
    edges: `german -> back-german -> verdict
      french -> back-french -> verdict
      spanish -> back-spanish -> verdict`,
    rules: [
      {
        name: "german",
        when: /^Do not use the lift/,
        where: /into German/,
        reply:
          "Benutzen Sie im Brandfall nicht den Aufzug. Verlassen Sie das Gebäude über die nächste Treppe und warten Sie am Sammelpunkt hinter dem Parkplatz. Kehren Sie nicht um, um Ihre Sachen zu holen.",
      },
      {
        name: "french",
        when: /^Do not use the lift/,
        where: /into French/,
        reply:
          "N'utilisez pas l'ascenseur en cas d'incendie. Quittez le bâtiment par l'escalier le plus proche et attendez au point de rassemblement derrière le parking. Ne retournez pas chercher vos affaires.",
      },
      {
        name: "spanish",
        when: /^Do not use the lift/,
        where: /into Spanish/,
        reply:
          "No utilice el ascensor en caso de incendio. Abandone el edificio por las escaleras más cercanas y espere en el punto de encuentro delante del aparcamiento. No vuelva a por sus pertenencias.",
      },
      {
        name: "back-german",
        when: /^Benutzen Sie/,
        reply:
          "Do not use the lift in case of fire. Leave the building by the nearest stairs and wait at the assembly point behind the car park. Do not turn back to fetch your things.",
      },
      {
        name: "back-french",
        when: /^N'utilisez/,
        reply:
          "Do not use the lift in case of fire. Leave the building by the nearest staircase and wait at the assembly point behind the car park. Do not go back for your belongings.",
      },
      {
        name: "back-spanish",
        when: /^No utilice/,
        reply:
          "Do not use the lift in case of fire. Leave the building by the nearest stairs and wait at the meeting point in front of the car park. Do not go back for your belongings.",
      },
      {
        name: "verdict",
        when: /^Original:/,
        reply:
          'Only the Spanish version changes the meaning: it sends people to a meeting point in front of the car park instead of behind it. "Assembly point" and "staircase" in the others are mere variants.',
      },
    ],
  },
};
