// The README's sample, recorded by the executable: seven calls, with a tool's among them. The mock is
// the one that ships with the sample.
import { join } from "node:path";
import type { Installation, Report } from "#test/support/run-ao.ts";

const root = new URL("../..", import.meta.url).pathname;

interface SampleMock {
  startMock(): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

/** Records the sample into an installation. */
export async function recordSample(installation: Installation): Promise<Report> {
  const module = (await import(join(root, "scripts/sample/mock-provider.ts"))) as SampleMock;
  const mock = await module.startMock();
  try {
    const words = ["--name", "sample", join(root, "scripts/sample/agent.ts")];
    const environment = { OPENAI_API_KEY: "mock-key", OPENAI_BASE_URL: mock.url };
    const { report } = await installation.record(words, { environment });
    return report;
  } finally {
    await mock.stop();
  }
}
