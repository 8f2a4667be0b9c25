// A LangGraph state graph: research and outline run in parallel, the writer joins them.
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({ model: "gpt-4o-mini" });
const State = Annotation.Root({
  topic: Annotation<string>(),
  facts: Annotation<string>(),
  outline: Annotation<string>(),
  article: Annotation<string>(),
});
const ask = async (prompt: string) => (await model.invoke(prompt)).content as string;

const graph = new StateGraph(State)
  .addNode("research", async ({ topic }) => ({
    facts: await ask(`List two facts about ${topic}.`),
  }))
  .addNode("plan", async ({ topic }) => ({
    outline: await ask(`Outline an article about ${topic}.`),
  }))
  .addNode("write", async ({ facts, outline }) => ({
    article: await ask(`Write the article.\nFacts:\n${facts}\nOutline:\n${outline}`),
  }))
  .addEdge(START, "research")
  .addEdge(START, "plan")
  .addEdge(["research", "plan"], "write")
  .addEdge("write", END)
  .compile();

const { article } = await graph.invoke({ topic: "the history of the paper clip" });
console.log(article);
