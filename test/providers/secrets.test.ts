import { describe, expect, test } from "vitest";
import { createScrubber, isSecretName, redactUrl } from "#src/providers/secrets.ts";

describe("redactUrl()", () => {
  test.each([
    ["https://u:p@host/v1?x=1", "https://host/v1?x=1"],
    [
      "https://host/v1beta/models/g:x?alt=sse&key=AIza123",
      "https://host/v1beta/models/g:x?alt=sse&key=removed",
    ],
    [
      "https://host/a?api-version=2025-01-01&api-key=s",
      "https://host/a?api-version=2025-01-01&api-key=removed",
    ],
    ["https://host/a?API_KEY=s&Token=t#top", "https://host/a?API_KEY=removed&Token=removed#top"],
    ["https://host/a?api%5Fkey=s", "https://host/a?api%5Fkey=removed"],
    [
      "https://host/a?X-Amz-Signature=s&X-Amz-Credential=c",
      "https://host/a?X-Amz-Signature=removed&X-Amz-Credential=removed",
    ],
    [
      "https://host/a?code=s&sig=t&access_token=u&client_secret=v",
      "https://host/a?code=removed&sig=removed&access_token=removed&client_secret=removed",
    ],
    [
      "https://host/a?max_tokens=5&monkey=x&tokens=7",
      "https://host/a?max_tokens=5&monkey=x&tokens=7",
    ],
    ["https://host/a?%E0%A4%A=1", "https://host/a?%E0%A4%A=1"],
    ["/relative?token=s", "/relative?token=removed"],
    ["https://host/a@b?x=c@d", "https://host/a@b?x=c@d"],
    ["not a url", "not a url"],
  ])("%s → %s", (url, redacted) => expect(redactUrl(url)).toBe(redacted));
});

describe("isSecretName()", () => {
  test.each([
    "OPENAI_API_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "GITHUB_TOKEN",
    "DB_PASSWORD",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "apikey",
    "NPM_AUTH",
    "SENTRY_DSN",
    "STRIPE_KEY_1",
    "AO_TOKEN",
    "PRIVATE_KEY_PEM",
  ])("%s is one", (name) => expect(isSecretName(name)).toBe(true));
  test.each([
    "PATH",
    "HOME",
    "PWD",
    "OLDPWD",
    "MAX_TOKENS",
    "TOKENIZERS_PARALLELISM",
    "KEYBOARD_LAYOUT",
    "GIT_AUTHOR_NAME",
    "SSH_AUTH_SOCK",
    "NODE_ENV",
    "AO_HOME",
    "MONKEY",
  ])("%s is none", (name) => expect(isSecretName(name)).toBe(false));
});

describe("createScrubber()", () => {
  const scrub = createScrubber([
    "sk-123456789",
    "sk-123456789-longer",
    "short",
    'quo"ted+secret/1',
    "\ud800lonely-secret",
  ]);

  test.each([
    ["Bearer sk-123456789!", "Bearer [secret removed]!"],
    ["sk-123456789-longer", "[secret removed]"],
    ["a short word", "a short word"],
    ['{"key":"quo\\"ted+secret/1"}', '{"key":"[secret removed]"}'],
    ["?k=quo%22ted%2Bsecret%2F1", "?k=[secret removed]"],
    ["sk-123456789 and sk-123456789", "[secret removed] and [secret removed]"],
    ["", ""],
  ])("%s → %s", (text, scrubbed) => expect(scrub(text)).toBe(scrubbed));

  test("leaves a text without secrets as it is, quickly", () => {
    const many = createScrubber(Array.from({ length: 50 }, (_, n) => `secret-number-${n}-of-many`));
    const text = "the quick brown fox ".repeat(50_000);
    const started = performance.now();
    expect(many(text)).toBe(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
