// Scores résumés against a job advert with LangChain's structured output; invites or declines.
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";

const advert =
  "We look for a data engineer (Kafka, dbt, Postgres) who has run pipelines in production and likes to teach. Hospital sector is a plus. Tasks: migrate nightly jobs to streaming, document data contracts.";

const resumes: Record<string, string> = {
  "Amira Haddad":
    "Data engineer at a regional bank since 2019. Built 40 Kafka topics with schema registry, dbt models for regulatory reports. Runs the internal SQL course. Postgres, Python, Terraform.",
  "Bogdan Ilie":
    "Web developer, five years of Vue and PHP at an agency. Side project: a Postgres database of hiking trails. Certificate in Kafka fundamentals (2025).",
  "Claire Duval":
    "Analyst in a university hospital, 2016-2026. Nightly SAS jobs, reports for the quality office, Postgres reading access. Trained forty nurses in the reporting tool.",
};

const model = new ChatOpenAI({ model: "gpt-4o", temperature: 0 });
const Score = z.object({
  score: z.number().describe("0 to 10"),
  strengths: z.array(z.string()),
  gaps: z.array(z.string()),
});

const scorer = ChatPromptTemplate.fromMessages([
  ["system", "You are a fair recruiter. Job advert:\n{advert}"],
  ["human", "Score this résumé of {name}:\n{resume}"],
]).pipe(model.withStructuredOutput(Score, { name: "score" }));

const invite = ChatPromptTemplate.fromTemplate(
  "Prepare five interview questions for {name}.\nJob: {advert}\nStrengths: {strengths}\nGaps to probe: {gaps}",
)
  .pipe(model)
  .pipe(new StringOutputParser());

const decline = ChatPromptTemplate.fromTemplate(
  "Write a kind rejection to {name} for this job: {advert}\nReasons, to be put gently: {gaps}",
)
  .pipe(model)
  .pipe(new StringOutputParser());

for (const [name, resume] of Object.entries(resumes)) {
  const { score, strengths, gaps } = await scorer.invoke({ advert, name, resume });
  const text =
    score >= 6
      ? await invite.invoke({
          name,
          advert,
          strengths: strengths.join("; "),
          gaps: gaps.join("; "),
        })
      : await decline.invoke({ name, advert, gaps: gaps.join("; ") });
  console.log(`${name} (${score})\n${text}\n`);
}
