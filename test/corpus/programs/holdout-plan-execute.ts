// Plan and execute on LangGraph: a planner, an executor that sees the last result, a final report.
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { ChatOpenAI } from "@langchain/openai";

const planner = new ChatOpenAI({ model: "gpt-4o", temperature: 0 });
const worker = new ChatOpenAI({ model: "gpt-4o-mini", temperature: 0 });

const State = Annotation.Root({
  objective: Annotation<string>(),
  steps: Annotation<string[]>(),
  results: Annotation<string[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }),
  report: Annotation<string>(),
});

const app = new StateGraph(State)
  .addNode("plan", async ({ objective }) => {
    const { content } = await planner.invoke([
      ["system", "Make a plan of at most three numbered steps. No sub-steps."],
      ["user", objective],
    ]);
    const steps = String(content)
      .split("\n")
      .filter((line) => /^\d+[.)]/.test(line.trim()))
      .map((line) => line.trim().replace(/^\d+[.)]\s*/, ""));
    return { steps };
  })
  .addNode("execute", async ({ steps, results }) => {
    const step = steps[results.length]!;
    const previous = results.at(-1);
    const { content } = await worker.invoke([
      ["system", "You carry out one step of a plan. Start by saying which step you did."],
      [
        "user",
        `${previous === undefined ? "" : `Result of the step before:\n${previous}\n\n`}Step: ${step}`,
      ],
    ]);
    return { results: [String(content)] };
  })
  .addNode("write", async ({ objective, results }) => {
    const { content } = await planner.invoke(
      `Objective: ${objective}\n\nResults:\n${results.map((result, i) => `${i + 1}. ${result}`).join("\n")}\n\nWrite the final recommendation.`,
    );
    return { report: String(content) };
  })
  .addEdge(START, "plan")
  .addEdge("plan", "execute")
  .addConditionalEdges("execute", ({ steps, results }) =>
    results.length < steps.length ? "execute" : "write",
  )
  .addEdge("write", END)
  .compile();

const { report } = await app.invoke({
  objective:
    "Decide whether our choir of 30 should rent the chapel or the school hall for the winter concert.",
});
console.log(report);
