// Records the tool calls of MCP servers that the program starts and speaks to over standard input
// and output. Runs in the user's process. A child is left alone for good as soon as the first thing
// written to it is not MCP's `initialize`.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { wearFace } from "#src/intercept/faces.ts";
import { guarded } from "#src/intercept/guard.ts";
import { McpWire } from "#src/intercept/mcp-wire.ts";
import {
  type ReadableSide,
  type WritableSide,
  chunkBytes,
  overrideMethod,
  replaceMethod,
} from "#src/intercept/stream-hooks.ts";

const PLACE = "mcp stdio";

interface ChildProcess {
  readonly stdin: WritableSide | null;
  readonly stdout: ReadableSide | null;
  readonly spawnargs?: readonly string[];
  readonly spawnfile?: string;
}

type Spawn = (this: ChildProcess, ...args: unknown[]) => unknown;
type Write = (this: unknown, ...args: unknown[]) => boolean;

const { deleteProperty } = Reflect;
const { defineProperty } = Object;

/** Watches every child of node:child_process, however it is started. Returns the undoing. */
export function recordMcpChildren(recorder: CallRecorder): () => void {
  const { ChildProcess } = builtinModule<{
    ChildProcess: { prototype: { spawn: Spawn } };
  }>("node:child_process");
  const owner = ChildProcess.prototype;
  const descriptor = Object.getOwnPropertyDescriptor(owner, "spawn");
  const real = owner.spawn;
  const replacement = {
    spawn(this: ChildProcess, ...args: unknown[]): unknown {
      const result = real.apply(this, args);
      guarded(recorder, PLACE, () => watchChild(this, recorder), undefined);
      return result;
    },
  }.spawn;
  defineProperty(replacement, "length", { value: real.length, configurable: true });
  wearFace(replacement, real);
  defineProperty(owner, "spawn", { ...descriptor, value: replacement });
  return () => {
    if (owner.spawn === replacement && descriptor !== undefined) {
      defineProperty(owner, "spawn", descriptor);
    }
  };
}

function watchChild(child: ChildProcess, recorder: CallRecorder): void {
  const { stdin, stdout } = child;
  if (typeof stdin?.write !== "function" || typeof stdout?.push !== "function") return;
  const realWrite = stdin.write as Write;
  // Only until the first write has shown whether this is an MCP server.
  replaceMethod(stdin, "write", function (this: unknown, ...args: unknown[]) {
    deleteProperty(stdin, "write");
    const wire = guarded(
      recorder,
      PLACE,
      () => {
        const bytes = chunkBytes(args[0], args[1]);
        if (bytes === null || !McpWire.isInitialize(bytes)) return null;
        return followServer(child, { stdin, stdout }, recorder);
      },
      null,
    );
    if (wire === null) return realWrite.apply(this, args);
    return stdin.write(...args);
  });
}

/** Puts the wire between the program and the server. */
function followServer(
  child: ChildProcess,
  { stdin, stdout }: { stdin: WritableSide; stdout: ReadableSide },
  recorder: CallRecorder,
): McpWire {
  const server = child.spawnargs?.join(" ") || child.spawnfile || "mcp";
  const wire = new McpWire(server, recorder, (line) => stdout.push(line));
  const realWrite = stdin.write as Write;
  replaceMethod(stdin, "write", function (this: unknown, ...args: unknown[]) {
    const bytes = chunkBytes(args[0], args[1]);
    const rest = bytes === null ? null : guarded(recorder, PLACE, () => wire.send(bytes), null);
    if (rest === null) return realWrite.apply(this, args);
    const done = args.find((arg) => typeof arg === "function");
    return realWrite.call(this, rest, done);
  });
  overrideMethod(stdin, "end", (chunk, encoding) => {
    const bytes = chunkBytes(chunk, encoding);
    if (bytes !== null) guarded(recorder, PLACE, () => wire.send(bytes), null);
  });
  overrideMethod(stdout, "push", (chunk, encoding) => {
    const bytes = chunkBytes(chunk, encoding);
    guarded(
      recorder,
      PLACE,
      () => {
        if (bytes !== null) wire.receive(bytes);
        else if (chunk === null) wire.close();
      },
      undefined,
    );
  });
  overrideMethod(stdout, "_destroy", () => guarded(recorder, PLACE, () => wire.close(), undefined));
  return wire;
}
