// A LangGraph agent with two tools over ChatOpenAI.
import { tool } from "@langchain/core/tools";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

const findArtist = tool(({ song }) => `"${song}" was first recorded by Odile Marchetti in 1961`, {
  name: "find_artist",
  description: "Who recorded a song first",
  schema: z.object({ song: z.string() }),
});
const listAlbums = tool(
  ({ artist }) => `${artist}: Rue sans nom (1961), Les heures bleues (1964)`,
  {
    name: "list_albums",
    description: "The albums of an artist",
    schema: z.object({ artist: z.string() }),
  },
);

const agent = createReactAgent({
  llm: new ChatOpenAI({ model: "gpt-4o" }),
  tools: [findArtist, listAlbums],
});
const { messages } = await agent.invoke({
  messages: [{ role: "user", content: "Which albums did the first singer of Le port make?" }],
});
console.log(messages.at(-1)!.content);
