// Two users talk to the same bot at the same time; neither sees the other's conversation.
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources";

const openai = new OpenAI();

class Chat {
  messages: ChatCompletionMessageParam[] = [
    { role: "system", content: "You are the help desk of a bicycle shop." },
  ];
  constructor(private name: string) {}
  async say(content: string) {
    this.messages.push({ role: "user", content });
    const { choices } = await openai.chat.completions.create({
      model: "gpt-4o-mini",
      messages: this.messages,
    });
    this.messages.push(choices[0]!.message);
    return `${this.name}: ${choices[0]!.message.content}`;
  }
}

const anna = new Chat("anna");
const bela = new Chat("bela");
console.log(await anna.say("My chain slips when I pedal hard."));
console.log(await bela.say("My gears skip when I climb."));
console.log(await anna.say("How much would the repair cost?"));
console.log(await bela.say("How long would the repair take?"));
console.log(await anna.say("Book me in, please."));
console.log(await bela.say("Please book an appointment for me."));
