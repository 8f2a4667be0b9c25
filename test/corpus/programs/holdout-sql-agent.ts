// A SQL agent on runTools: the database's errors go back to the model; the answer gets a chart title.
import { Database } from "bun:sqlite";
import OpenAI from "openai";

const db = new Database(":memory:");
db.run("create table customers (id integer primary key, company text, country text)");
db.run(
  "create table orders (id integer primary key, customer_id integer, placed_on text, total_cents integer)",
);
db.run(
  "insert into customers values (1,'Alpenglas GmbH','AT'),(2,'Bryggen Seil','NO'),(3,'Café Comercial','ES')",
);
db.run(
  "insert into orders values (1,1,'2026-01-14',129900),(2,3,'2026-02-02',45050),(3,1,'2026-02-20',88000),(4,2,'2026-03-05',240075)",
);

const openai = new OpenAI();
const schema = db
  .query("select sql from sqlite_master")
  .all()
  .map((row) => (row as { sql: string }).sql)
  .join(";\n");

const runner = openai.chat.completions.runTools({
  model: "gpt-4o",
  messages: [
    {
      role: "system",
      content: `You answer questions about a SQLite database. Schema:\n${schema}\nUse run_sql; if it fails, correct the query.`,
    },
    { role: "user", content: "Which customer spent the most in the first quarter of 2026?" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "run_sql",
        description: "Runs one SELECT statement",
        parameters: {
          type: "object",
          properties: { query: { type: "string" } },
          required: ["query"],
        },
        parse: JSON.parse,
        function: ({ query }: { query: string }) => {
          try {
            return JSON.stringify(db.query(query).all());
          } catch (error) {
            return `SQL error: ${(error as Error).message}`;
          }
        },
      },
    },
  ],
});
const answer = await runner.finalContent();
console.log(answer);

const title = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [
    { role: "system", content: "You name charts. At most six words." },
    { role: "user", content: `Chart for this finding: ${answer}` },
  ],
});
console.log(title.choices[0]!.message.content);
