// Sorts a support inbox, drafts an answer per mail, and writes the digest for the next shift.
import OpenAI from "openai";

interface Mail {
  from: string;
  subject: string;
  body: string;
}

interface Triage {
  category: string;
  urgency: string;
  summary: string;
}

const client = new OpenAI();
const inbox: Mail[] = [
  {
    from: "nora.feld@posteo.example",
    subject: "Where is my frame?",
    body: "Hello, I ordered the Kestrel gravel frame (order 77120) on the 3rd. The tracking page has said 'handed to carrier' for nine days. My holiday starts on Friday and I want to build the bike before that. Could you please find out where the parcel is?\nNora Feld",
  },
  {
    from: "t.okafor@mail.example",
    subject: "Crank arm cracked",
    body: "Hi team, the left crank arm of my Kestrel city bike (order 70418, bought in March last year) has a crack next to the pedal thread. I have stopped riding it. I attach two photos. Is this covered by the warranty or do I have to buy a new arm?\nTom Okafor",
  },
  {
    from: "ines@prado.example",
    subject: "Helmet too small",
    body: "Good morning, the Lumen helmet in size S (order 77344) is too small for my son. It was worn once indoors. I would like to swap it for size M if you have it in green, otherwise send it back for a refund.\nInes Prado",
  },
  {
    from: "growth@rankrocket.example",
    subject: "Your website is losing customers!!!",
    body: "Dear webmaster, we analysed your shop and found 43 critical SEO errors. Reply YES to get page one on every search engine within 14 days.",
  },
];

const SYSTEM =
  "You work for Brookline Bikes, an online shop for bicycles and parts. Keep to the requested format.";

async function complete(prompt: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: "gpt-4o-mini",
    temperature: 0,
    messages: [
      { role: "system", content: SYSTEM },
      { role: "user", content: prompt },
    ],
  });
  return completion.choices[0]!.message.content ?? "";
}

const render = (mail: Mail) => `From: ${mail.from}\nSubject: ${mail.subject}\n\n${mail.body}`;

const tickets: (Mail & Triage)[] = [];
for (const mail of inbox) {
  const raw = await complete(
    `Classify this mail. Reply with JSON only:\n{"category": "delivery" | "warranty" | "return" | "spam", "urgency": "low" | "normal" | "high", "summary": "<one sentence>"}\n\n${render(mail)}`,
  );
  tickets.push({ ...mail, ...(JSON.parse(raw) as Triage) });
}

const drafts = await Promise.all(
  tickets
    .filter((ticket) => ticket.category !== "spam")
    .map(async (ticket) => ({
      to: ticket.from,
      text: await complete(
        `Draft an answer on behalf of the ${ticket.category} desk.\nIn short: ${ticket.summary}\n\nThe mail:\n${render(ticket)}`,
      ),
    })),
);
for (const draft of drafts) console.log(`To: ${draft.to}\n${draft.text}\n---`);

const lines = tickets.map(
  (ticket) => `- [${ticket.urgency.toUpperCase()}] ${ticket.from}: ${ticket.summary}`,
);
console.log(
  await complete(`Write the hand-over digest for the next shift.\n\n${lines.join("\n")}`),
);
