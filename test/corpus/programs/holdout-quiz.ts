// A quiz with an answer key; a "pupil" model answers each question, a grader compares with the key.
import { createAnthropic } from "@ai-sdk/anthropic";
import { openai } from "@ai-sdk/openai";
import { generateObject, generateText } from "ai";
import { z } from "zod";

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL}/v1` });

const { object: quiz } = await generateObject({
  model: openai("gpt-4.1"),
  schema: z.object({
    questions: z.array(
      z.object({
        question: z.string(),
        options: z.array(z.string()),
        key: z.string(),
        explanation: z.string(),
      }),
    ),
  }),
  prompt:
    "Write three multiple-choice questions about volcanoes for year 8, with key and explanation.",
});

const feedback: string[] = [];
for (const { question, options, key, explanation } of quiz.questions) {
  const choices = options.map((option, index) => `${"ABCD"[index]}) ${option}`).join("\n");
  const pupil = await generateText({
    model: anthropic("claude-haiku-5"),
    system: "You are a pupil of year 8 taking a test. You do not know everything.",
    prompt: `${question}\n${choices}`,
  });
  const grade = await generateText({
    model: openai("gpt-4.1-mini"),
    prompt: `Question: ${question}\nKey: ${key}\nWhy: ${explanation}\nThe pupil wrote: ${pupil.text}\n\nGrade with 0 or 1 point and one sentence of feedback.`,
  });
  feedback.push(grade.text);
}

const report = await generateText({
  model: openai("gpt-4.1-mini"),
  prompt: `Write a note to the parents from this feedback:\n${feedback.map((text) => `* ${text}`).join("\n")}`,
});
console.log(report.text);
