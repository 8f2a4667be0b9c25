// An answer is escaped for HTML and then checked inside its page.
import OpenAI from "openai";

const openai = new OpenAI();
const escapeHtml = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]!,
  );

async function ask(content: string) {
  const completion = await openai.chat.completions.create({
    model: "gpt-4o-mini",
    messages: [{ role: "user", content }],
  });
  return completion.choices[0]!.message.content!;
}

const explanation = await ask("Explain the difference between <section> and <div> to a designer.");
const page = `<article class="tip"><h2>Tip of the week</h2><p>${escapeHtml(explanation)}</p></article>`;
console.log(await ask(`Is the following page accessible? Name one improvement.\n${page}`));
