// Two worker threads each ask the model; the main thread asks again with what they sent back.
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import OpenAI from "openai";

const openai = new OpenAI();

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

function inWorker(instrument: string) {
  return new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: instrument });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

if (isMainThread) {
  const parts = await Promise.all([inWorker("oboe"), inWorker("viola")]);
  console.log(await ask(`Write a programme note that uses both remarks:\n- ${parts.join("\n- ")}`));
} else {
  parentPort!.postMessage(await ask(`Make a remark about the ${workerData} in the slow movement.`));
}
