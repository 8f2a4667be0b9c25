// Bedrock: a conversation with converse, continued as a stream, and a tool call.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type Message,
} from "@aws-sdk/client-bedrock-runtime";

const bedrock = new BedrockRuntimeClient({});
const modelId = "anthropic.claude-sonnet-5-v1:0";
const messages: Message[] = [
  { role: "user", content: [{ text: "Suggest a name for a ferry between two small islands." }] },
];

const first = await bedrock.send(new ConverseCommand({ modelId, messages }));
messages.push(first.output!.message!);
messages.push({
  role: "user",
  content: [{ text: "Write the first sentence of its christening speech." }],
});

const streamed = await bedrock.send(new ConverseStreamCommand({ modelId, messages }));
let speech = "";
for await (const event of streamed.stream!) speech += event.contentBlockDelta?.delta?.text ?? "";
console.log(speech);

const last = await bedrock.send(
  new ConverseCommand({
    modelId,
    messages: [{ role: "user", content: [{ text: `Make this sentence rhyme: ${speech}` }] }],
  }),
);
console.log(last.output!.message!.content![0]!.text);
