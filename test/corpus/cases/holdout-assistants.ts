// Held out: trips, recipes, tests, applicants, customers. Truth written before the first run.
import type { CorpusCases } from "#test/corpus/corpus-case.ts";

export const holdoutAssistants: CorpusCases = {
  "holdout-travel": {
    sdk: "ai",
    set: "holdout",
    flows: ["tool loop", "parallel tools", "chat history", "fan-out"],
    edges: `trains -> tool:searchTrains, tool:weather
      trains, tool:searchTrains, tool:weather -> hotels, plan
      hotels -> tool:findHotels -> plan; hotels -> plan
      plan -> packing, mail`,
    rules: [
      {
        name: "trains",
        when: /^A long weekend in Bologna/,
        reply: {
          tools: [
            {
              name: "searchTrains",
              arguments: { from: "Munich", to: "Bologna", date: "2026-06-11" },
            },
            { name: "weather", arguments: { city: "Bologna" } },
          ],
        },
      },
      {
        name: "hotels",
        when: /thunderstorms/,
        reply: { tools: [{ name: "findHotels", arguments: { city: "Bologna", maxPrice: 95 } }] },
      },
      {
        name: "plan",
        when: /Acquedotto/,
        where: /^(?![\s\S]*Here is my proposal)/,
        reply: `Here is my proposal for your long weekend:

**Thursday:** take the night train NJ 40466 from Munich at 20:04. A berth in the sleeper costs 89 euros and saves you a night in a hotel.

**Friday:** arrival at 09:19. Leave your luggage at the Albergo della Rocchetta (92 euros), which is near the station and has a roof terrace. Thunderstorms are expected in the evening, so book a table indoors.

**Saturday and Sunday:** clear, 24 to 29 degrees. Walk the porticoes up to San Luca early, spend the hot hours in the Archiginnasio.

The Pensione Acquedotto would be cheaper at 74 euros but has no lift.

Shall I look for the way back as well?`,
      },
      {
        name: "packing",
        when: /^What should I pack/,
        reply: `- earplugs for the sleeper
- light clothes, a hat
- a rain jacket for Friday evening
- good shoes for the way up to San Luca
- a paperback for the roof terrace`,
      },
      {
        name: "mail",
        when: /^Tell Paul/,
        reply: `Hi Paul,

guess what, I am off to Bologna on Thursday night, in the sleeper! I arrive at 09:19 and stay near the station, in a place with a roof terrace. Could you water the plants on Saturday? The basil drinks more than it looks.

Love,
Judith`,
      },
    ],
  },
  "holdout-recipe-scaler": {
    sdk: "ai",
    set: "holdout",
    flows: ["json fields", "structured output", "computed values", "chain"],
    edges: "parse -> shopping, method, card; method -> card",
    rules: [
      {
        name: "parse",
        when: /^Parse this recipe/,
        reply: JSON.stringify({
          title: "Grandma's plum cake",
          serves: 8,
          ingredients: [
            { amount: 250, unit: "g", item: "flour", preparation: "sifted" },
            { amount: 125, unit: "g", item: "cold butter", preparation: "in small cubes" },
            {
              amount: 125,
              unit: "g",
              item: "sugar",
              preparation: "75 g for the dough, 50 g to scatter",
            },
            { amount: 1, unit: "piece", item: "egg", preparation: "beaten" },
            { amount: 1, unit: "kg", item: "plums", preparation: "stoned and halved" },
            { amount: 0.5, unit: "tsp", item: "cinnamon", preparation: "ground" },
          ],
          steps: [
            "Rub the butter into the flour, add sugar, egg and a pinch of salt.",
            "Let the dough rest for 30 minutes, then line the tin.",
            "Lay the plums in circles, cut side up.",
            "Scatter cinnamon sugar over them and bake for 45 minutes at 190 °C.",
          ],
        }),
      },
      {
        name: "shopping",
        when: /^Sort this into a shopping list/,
        reply: `**Fruit and vegetables**
- 2.5 kg plums

**Dairy and eggs**
- 312.5 g cold butter
- 3 eggs (2.5 in the recipe)

**Baking**
- 625 g flour
- 312.5 g sugar
- cinnamon, a little over one teaspoon`,
      },
      {
        name: "method",
        when: /^Rewrite the method/,
        reply: `Heat the oven to 180 °C fan and grease two baking trays.

Rub the cold butter into the sifted flour with your fingertips, quickly, until it looks like coarse sand. Add the sugar for the dough, three small eggs and two pinches of salt; bring it together and divide it in two. Wrap both halves and let them rest for half an hour.

Roll each half out to the size of a tray. Lay the plums in tight rows, cut side up, because circles waste space on a rectangle. Scatter half of the cinnamon sugar over each tray.

Bake both trays together for 40 minutes and swap them after twenty.`,
      },
      {
        name: "card",
        when: /^Title: Grandma/,
        reply: `GRANDMA'S PLUM CAKE ~ for twenty
Oven 180 °C fan, two trays.
1 Rub butter into flour. 2 Add sugar, eggs, salt. 3 Rest. 4 Roll out, plums in rows. 5 Cinnamon sugar. 6 Bake 40 min, swap at 20.`,
      },
    ],
  },
  "holdout-quiz": {
    sdk: "ai",
    set: "holdout",
    flows: ["json fields", "structured output", "short answers", "several providers"],
    edges: `quiz -> pupil-*, grade-*; pupil-rock -> grade-rock; pupil-ring -> grade-ring
      pupil-gas -> grade-gas; grade-* -> note`,
    rules: [
      {
        name: "quiz",
        when: /^Write three multiple-choice/,
        reply: JSON.stringify({
          questions: [
            {
              question: "What is molten rock called before it reaches the surface?",
              options: ["Lava", "Magma", "Basalt", "Pumice"],
              key: "B",
              explanation: "Below ground it is magma; it is called lava only once it has erupted.",
            },
            {
              question: "Which ocean is surrounded by the Ring of Fire?",
              options: ["Atlantic", "Indian", "Arctic", "Pacific"],
              key: "D",
              explanation:
                "Around the Pacific, oceanic plates dive below others, which feeds three quarters of all active volcanoes.",
            },
            {
              question: "Which gas makes up most of what a volcano breathes out?",
              options: ["Steam", "Methane", "Helium", "Oxygen"],
              key: "A",
              explanation:
                "Up to nine tenths of volcanic gas is steam, followed by carbon dioxide.",
            },
          ],
        }),
      },
      { name: "pupil-rock", when: /^What is molten rock/, reply: "B" },
      {
        name: "pupil-ring",
        when: /^Which ocean/,
        reply: "I think it is D) Pacific, because Japan and Chile both have lots of volcanoes.",
      },
      {
        name: "pupil-gas",
        when: /^Which gas/,
        reply: "B) Methane. It burns, and volcanoes are on fire.",
      },
      {
        name: "grade-rock",
        when: /^Question: What is molten rock/,
        reply: "1 point. Correct, but please write down the word as well as the letter.",
      },
      {
        name: "grade-ring",
        when: /^Question: Which ocean/,
        reply: "1 point. Correct, and Japan and Chile are well-chosen examples.",
      },
      {
        name: "grade-gas",
        when: /^Question: Which gas/,
        reply:
          "0 points. Lava glows because it is hot, it does not burn; most of the gas is steam.",
      },
      {
        name: "note",
        when: /^Write a note to the parents/,
        reply:
          "Dear parents, your child scored two of three points in the volcano test. The examples were well chosen. Please talk at home about why lava glows although nothing burns.",
      },
    ],
  },
  "holdout-resume": {
    sdk: "langchain",
    set: "holdout",
    flows: ["structured output", "json fields", "router"],
    edges: `score-amira -> invite-amira; score-bogdan -> decline-bogdan; score-claire -> decline-claire`,
    rules: [
      {
        name: "score-amira",
        when: /^Score this résumé of Amira/,
        reply: JSON.stringify({
          score: 9,
          strengths: [
            "Runs Kafka with schema registry in production at a bank",
            "Teaches SQL to colleagues",
          ],
          gaps: ["No experience in the hospital sector", "Data contracts not mentioned by name"],
        }),
      },
      {
        name: "score-bogdan",
        when: /^Score this résumé of Bogdan/,
        reply: JSON.stringify({
          score: 2,
          strengths: ["Curious: certificate in Kafka fundamentals"],
          gaps: [
            "No pipelines run in production",
            "dbt is missing",
            "No experience in the hospital sector",
          ],
        }),
      },
      {
        name: "score-claire",
        when: /^Score this résumé of Claire/,
        reply: JSON.stringify({
          score: 5,
          strengths: ["Ten years in a university hospital", "Trained forty nurses"],
          gaps: ["Nightly SAS jobs only, no streaming", "Only reading access to databases"],
        }),
      },
      {
        name: "invite-amira",
        when: /^Prepare five interview questions for Amira/,
        reply: `1. Tell us about the worst night your Kafka topics gave you. What did you change afterwards?
2. How do you bring a team to agree on a schema before the first message is sent?
3. Which nightly job would you never migrate to streaming, and why?
4. What is different about data when it describes patients instead of accounts?
5. Explain a left join to us as you would in your SQL course.`,
      },
      {
        name: "decline-bogdan",
        when: /^Write a kind rejection to Bogdan/,
        reply: `Dear Bogdan,

thank you for your application and for the time you put into it. Your trail database made us want to go hiking.

For this position we need somebody who has already been responsible for pipelines in production and who works with dbt, so we have decided to go on with other applicants. Your certificate shows that you are on the way, and we would be glad to hear from you again in two years.

With kind regards
The data team`,
      },
      {
        name: "decline-claire",
        when: /^Write a kind rejection to Claire/,
        reply: `Dear Claire,

thank you for your application and for the time you put into it. Few people know a hospital's reports as you do.

For this position, however, we need experience with streaming, and with changing databases rather than reading them, so we have decided to go on with other applicants. Should a position for training come up, may we write to you?

With kind regards
The data team`,
      },
    ],
  },
  "holdout-router": {
    sdk: "openai responses",
    set: "holdout",
    flows: ["router", "json fields", "short answers", "chain"],
    edges: `route-violin -> answer-violin, edit-violin; answer-violin -> edit-violin
      route-cello -> answer-cello, edit-cello; answer-cello -> edit-cello
      route-piano -> answer-piano, edit-piano; answer-piano -> edit-piano`,
    rules: [
      {
        name: "route-violin",
        when: /^Guten Tag/,
        reply: `{"route": "billing", "language": "German", "question": "Do we have to pay for a month in which violin lessons were cancelled for three weeks because the teacher was ill?"}`,
      },
      {
        name: "route-cello",
        when: /^hi!!/,
        reply: `{"route": "instruments", "language": "English", "question": "Can the 3/4 cello be exchanged for a smaller one for a child of seven?"}`,
      },
      {
        name: "route-piano",
        when: /^Good afternoon/,
        reply: `{"route": "lessons", "language": "English", "question": "Can a piano lesson on Tuesday be moved to any morning of the week?"}`,
      },
      {
        name: "answer-violin",
        when: /^Answer this question[\s\S]*violin/,
        reply:
          "If the teacher is ill for more than two consecutive weeks, the lessons missed are credited with the next invoice. For three weeks of violin this is three quarters of the monthly fee. No application is necessary. If Frau Tan's substitute offers make-up lessons and the family accepts them, the credit is reduced accordingly.",
      },
      {
        name: "answer-cello",
        when: /^Answer this question[\s\S]*cello/,
        reply:
          "Yes. At the age of seven a 1/2 or 1/4 cello is usual; the teacher measures the arm. Exchanging sizes during the hire is free of charge, and the instrument room is open on Wednesdays from 15:00 to 18:00. Please bring the bow as well, since it is exchanged together with the cello.",
      },
      {
        name: "answer-piano",
        when: /^Answer this question[\s\S]*piano/,
        reply:
          "Mornings are possible on Wednesday at 9:15 with Mr Achterberg and on Friday at 10:00 with the present teacher. A change applies from the following month. Please tell the office by the 20th.",
      },
      {
        name: "edit-violin",
        when: /three quarters of the monthly fee/,
        reply:
          "Guten Tag, schön, dass Sie nachfragen! Da Frau Tan länger als zwei Wochen krank war, schreiben wir Ihnen drei Viertel der Monatsgebühr mit der nächsten Rechnung gut. Sie müssen nichts tun. Herzliche Grüße, Ihre Musikschule Lakeside",
      },
      {
        name: "edit-cello",
        when: /teacher measures the arm/,
        reply:
          "Hi! Yes, of course: at seven a 1/2 or 1/4 cello usually fits better. Swapping is free. Just drop by the instrument room on a Wednesday between 15:00 and 18:00, and don't forget the bow. See you soon, your Lakeside music school",
      },
      {
        name: "edit-piano",
        when: /Mr Achterberg/,
        reply:
          "Good afternoon, we can offer you two mornings: Wednesday at 9:15 with Mr Achterberg or Friday at 10:00 with your present teacher. Let us know by the 20th, and the change applies from next month. Kind regards, your Lakeside music school",
      },
    ],
  },
};
