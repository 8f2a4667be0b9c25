// `ao doctor`: looks at everything ao needs and says how to mend what is wrong. Changes nothing.
import { defineCommand } from "#src/cli/command.ts";
import {
  type Check,
  type DoctorContext,
  type Finding,
  failed,
  findingLines,
} from "#src/cli/doctor/check.ts";
import { databaseCheck } from "#src/cli/doctor/database-check.ts";
import {
  clockCheck,
  configCheck,
  diskCheck,
  homeCheck,
  permissionCheck,
  tokenCheck,
} from "#src/cli/doctor/home-checks.ts";
import {
  childCheck,
  parserCheck,
  partsCheck,
  pathCheck,
  versionCheck,
} from "#src/cli/doctor/runtime-checks.ts";
import { serverCheck, spoolCheck } from "#src/cli/doctor/server-checks.ts";
import { plural } from "#src/protocol/presentation/format.ts";
import { printData, printJson, stdoutPaint, stdoutWidth } from "#src/cli/output.ts";
import { jsonOption } from "#src/cli/shared-arguments.ts";
import { directoriesAt, resolveHome } from "#src/config/directories.ts";
import { type Settings, readSettings } from "#src/config/settings.ts";
import { describeThrown } from "#src/errors.ts";

const CHECKS: readonly Check[] = [
  versionCheck,
  pathCheck,
  childCheck,
  partsCheck,
  parserCheck,
  homeCheck,
  permissionCheck,
  diskCheck,
  configCheck,
  tokenCheck,
  databaseCheck,
  serverCheck,
  spoolCheck,
  clockCheck,
];

export const doctorCommand = defineCommand({
  meta: { name: "ao doctor", description: "Find out what is wrong with ao and how to mend it." },
  args: { json: jsonOption },
  notes: "It changes nothing. It ends with 1 where something does not work.",
  examples: [{ command: "ao doctor", meaning: "when ao does not do what it should" }],
  async run({ args }) {
    const context = readContext();
    const results: { name: string; finding: Finding }[] = [];
    for (const check of CHECKS) results.push(await runCheck(check, context));
    const broken = results.filter(({ finding }) => finding.status === "failed").length;
    if (args.json) {
      const checks = results.map(({ name, finding }) => ({ name, ...finding }));
      await printJson({ healthy: broken === 0, checks });
    } else await printFindings(results, broken);
    return broken === 0 ? 0 : 1;
  },
});

function readContext(): DoctorContext {
  let settings: Settings | null = null;
  try {
    settings = readSettings(process.env);
  } catch {
    // The settings check says what is wrong with them.
  }
  return {
    directories: directoriesAt(resolveHome(process.env)),
    settings,
    environment: process.env,
  };
}

/** A check that breaks is a finding too: the others still have something to say. */
async function runCheck(
  check: Check,
  context: DoctorContext,
): Promise<{ name: string; finding: Finding }> {
  try {
    return { name: check.name, finding: await check.run(context) };
  } catch (error) {
    const finding = failed(describeThrown(error), "AO_LOG_LEVEL=debug ao doctor shows more");
    return { name: check.name, finding };
  }
}

async function printFindings(
  results: readonly { readonly name: string; readonly finding: Finding }[],
  broken: number,
): Promise<void> {
  const nameWidth = Math.max(...CHECKS.map(({ name }) => name.length));
  const paint = stdoutPaint();
  const width = stdoutWidth(Number.POSITIVE_INFINITY);
  const lines = results.flatMap((result) => findingLines(result, { nameWidth, paint, width }));
  const summary = broken === 0 ? "Everything ao needs is there." : `${plural(broken, "problem")}.`;
  await printData(`${lines.join("\n")}\n\n${summary}\n`);
}
