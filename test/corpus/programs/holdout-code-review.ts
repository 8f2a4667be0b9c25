// Code review bot: every changed file is reviewed, the reviews are merged, a verdict and a changelog.
import Anthropic from "@anthropic-ai/sdk";

const files: Record<string, string> = {
  "src/session.ts": `export async function refresh(session: Session) {
  const response = await fetch("/api/token", { method: "POST", body: session.refreshToken });
  const data = await response.json();
  session.accessToken = data.access_token;
  session.expiresAt = Date.now() + data.expires_in;
  return session;
}`,
  "src/retry.ts": `export async function retry<T>(action: () => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 0; attempt <= times; attempt++) {
    try {
      return action();
    } catch (error) {
      if (attempt === times) throw error;
      await sleep(2 ** attempt * 100);
    }
  }
}`,
  "src/cart.ts": `export function total(items: Item[], voucher?: Voucher) {
  let sum = 0;
  for (const item of items) sum += item.price * item.quantity;
  if (voucher) sum -= voucher.amount;
  return Math.round(sum * 100) / 100;
}`,
};

const anthropic = new Anthropic();
const claude = async (system: string, content: string, max_tokens = 1024) => {
  const message = await anthropic.messages.create({
    model: "claude-sonnet-5",
    max_tokens,
    system,
    messages: [{ role: "user", content }],
  });
  return message.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
};

const reviews = await Promise.all(
  Object.entries(files).map(([path, source]) =>
    claude(
      "You are a senior TypeScript reviewer. Report real bugs first, quote the line, suggest a fix.",
      `Review \`${path}\`:\n\n\`\`\`ts\n${source}\n\`\`\``,
    ),
  ),
);
const merged = await claude(
  "You write the summary comment of a pull request. Order by severity, drop style remarks.",
  Object.keys(files)
    .map((path, index) => `<review file="${path}">\n${reviews[index]}\n</review>`)
    .join("\n"),
);
const verdict = await claude(
  "Answer with APPROVE, COMMENT or REQUEST_CHANGES only.",
  `<summary>${merged}</summary>`,
  16,
);
const changelog = await claude(
  "You write changelog entries from source files, one line per file.",
  Object.entries(files)
    .map(([path, source]) => `// ${path}\n${source}`)
    .join("\n\n"),
);
console.log(verdict, "\n", merged, "\n", changelog);
