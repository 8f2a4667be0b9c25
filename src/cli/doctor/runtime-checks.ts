// Checks of the executable itself: the embedded Bun, its parts, the parser, the PATH.
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Check, type Finding, failed, ok, warning } from "#src/cli/doctor/check.ts";
import { selfCommand } from "#src/client/self-command.ts";
import { describeThrown } from "#src/errors.ts";
import { EMBEDDED_PRELOAD } from "#src/record/embedded-preload.ts";
import { VERSION } from "#src/version.ts";

const CHILD_TIMEOUT_MS = 10_000;

export const versionCheck: Check = {
  name: "ao",
  run() {
    const kind = selfCommand().length === 1 ? "executable" : "from source";
    return ok(`${VERSION} (${kind}), Bun ${Bun.version}, ${process.platform} ${process.arch}`);
  },
};

export const partsCheck: Check = {
  name: "runtime parts",
  run({ directories }) {
    const embedded = EMBEDDED_PRELOAD;
    if (embedded === null) return ok("read from the source");
    const folder = join(directories.runtime, embedded.hash);
    if (!existsSync(folder)) return ok("extracted at the first recording");
    try {
      accessSync(join(folder, "preload.js"), constants.R_OK);
      return ok(folder);
    } catch (error) {
      return failed(
        `${folder}: ${describeThrown(error)}`,
        `rm -r ${directories.runtime}; they come back by themselves`,
      );
    }
  },
};

/** `ao record` runs programs by starting itself as Bun. */
export const childCheck: Check = {
  name: "programs",
  async run({ environment }) {
    const child = Bun.spawn(
      [process.execPath, "-e", "console.log(Bun.version, typeof Bun.plugin)"],
      {
        env: { ...environment, BUN_BE_BUN: "1" },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
        timeout: CHILD_TIMEOUT_MS,
        killSignal: "SIGKILL",
      },
    );
    const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
    const code = await child.exited;
    if (code === 0 && output.trim() === `${Bun.version} function`) return ok("can be started");
    const reason = errors.trim().split("\n")[0] || `exit code ${code}, said "${output.trim()}"`;
    return failed(
      `cannot be started: ${reason}`,
      environment["BUN_OPTIONS"] ? "unset BUN_OPTIONS" : "install ao anew; the file may be damaged",
    );
  },
};

export const parserCheck: Check = {
  name: "parser",
  async run() {
    try {
      const { parseSync } = await import("oxc-parser");
      const { program, errors } = parseSync("check.ts", "const answer: number = 42;");
      if (errors.length === 0 && program.body.length === 1) return ok("loads");
      return failed("does not parse TypeScript", "install ao anew; the file may be damaged");
    } catch (error) {
      return failed(
        `does not load: ${describeThrown(error)}`,
        "install the ao built for this system",
      );
    }
  },
};

export const pathCheck: Check = {
  name: "PATH",
  run({ environment }): Finding {
    const found = Bun.which("ao", { PATH: environment["PATH"] ?? "" });
    const [self = ""] = selfCommand();
    if (selfCommand().length > 1) return ok("run from source");
    if (found === null) {
      return warning(
        "ao is in no folder of it",
        `put ${self} into one, for example: ln -s ${self} ~/.local/bin/ao`,
      );
    }
    const isSame = realpathSync(found) === realpathSync(self);
    return isSame ? ok(found) : warning(`${found} is another ao than this ${self}`, `remove one`);
  },
};
