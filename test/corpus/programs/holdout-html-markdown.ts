// HTML page -> Markdown by the model -> our own HTML for a check, plain text for a translation.
import OpenAI from "openai";

const openai = new OpenAI();

const page = `<html><body><div class="nav"><a href="/">Home</a> | <a href="/boats">Boats</a></div>
<h1>Hire a rowing boat</h1><p>Our <b>six boats</b> wait at the lower pier from <i>April to October</i>.</p>
<table><tr><td>One hour</td><td>12 &euro;</td></tr><tr><td>Half a day</td><td>35 &euro;</td></tr></table>
<p>Children under 12 row only with an adult &amp; a life jacket. We close at wind force&nbsp;5.</p>
<div class="footer">&copy; Pier 3 boat hire &mdash; imprint</div></body></html>`;

const chat = async (prompt: string) =>
  (
    await openai.chat.completions.create({
      model: "gpt-4o",
      messages: [{ role: "user", content: prompt }],
    })
  ).choices[0]!.message.content!;

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function toHtml(markdown: string) {
  return escape(markdown)
    .replace(/^## (.*)$/gm, "<h2>$1</h2>")
    .replace(/^# (.*)$/gm, "<h1>$1</h1>")
    .replace(/^- (.*)$/gm, "<li>$1</li>")
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/_(.+?)_/g, "<em>$1</em>");
}

const toText = (markdown: string) =>
  markdown
    .replace(/^#+ /gm, "")
    .replace(/^- /gm, "")
    .replace(/\*\*|_/g, "")
    .replace(/\s*\n\s*/g, " ");

const markdown = await chat(
  `Rewrite this page as Markdown for our new site. Leave out navigation and footer, make it friendlier.\n\n${page}`,
);
const [audit, polish] = await Promise.all([
  chat(`List accessibility problems of this HTML fragment:\n\n${toHtml(markdown)}`),
  chat(`Translate to Polish:\n\n${toText(markdown)}`),
]);
const improved = await chat(
  `Improve the Markdown with regard to the audit.\n\nMarkdown:\n${markdown}\n\nAudit:\n${audit}`,
);
console.log(improved);
console.log(polish);
