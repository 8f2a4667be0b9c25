// LangChain: prompt template, model and parser piped together, twice.
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({ model: "gpt-4o-mini", temperature: 0 });
const parser = new StringOutputParser();

const argue = ChatPromptTemplate.fromMessages([
  ["system", "You argue {side} in one sentence."],
  ["human", "Motion: {motion}"],
])
  .pipe(model)
  .pipe(parser);
const judge = ChatPromptTemplate.fromTemplate("Who argued better?\nFOR: {pro}\nAGAINST: {contra}")
  .pipe(model)
  .pipe(parser);

const motion = "Every town should have a public sauna.";
const pro = await argue.invoke({ side: "in favour", motion });
const contra = await argue.invoke({ side: "against", motion });
console.log(await judge.invoke({ pro, contra }));
