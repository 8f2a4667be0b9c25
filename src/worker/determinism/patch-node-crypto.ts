// The random numbers of `node:crypto` and of `node:crypto` alone. Runs in the user's process; apart,
// because loading that module takes time. What it shares with the global `crypto` is patched there.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type { Patches } from "#src/intercept/patches.ts";
import type * as NodeCrypto from "node:crypto";
import {
  type Present,
  type RandomBytes,
  type RandomSource,
  bytesOf,
  patchUuidV7,
  randomUuid,
} from "./patch-random.ts";

type Call = (...parameters: unknown[]) => unknown;
type Callback = (error: unknown, value: unknown) => void;

/** Replaces `randomUUID`, `randomBytes`, `randomInt`, `randomFill` and `randomFillSync`. */
export function patchNodeCrypto(
  source: RandomSource,
  patches: Patches,
  present: Present | null,
): void {
  const owner = builtinModule<typeof NodeCrypto>("node:crypto");
  patches.patch<Call>(owner, "randomUUID", (real) => {
    const uuid = (...parameters: unknown[]): unknown => {
      // Refuses wrong options.
      if (parameters.length > 0) real(...parameters);
      return randomUuid(source.question(uuid));
    };
    return uuid;
  });
  const { randomBytes } = owner;
  for (const name of ["randomBytes", ...DEPRECATED]) {
    patches.patch<Call>(owner, name, (real) => {
      const random = (...parameters: unknown[]): unknown => {
        const fill = source.question(random);
        return changeResult(real, parameters, (bytes) => {
          fill(bytesOf(bytes as Uint8Array));
          return bytes;
        });
      };
      return random;
    });
  }
  for (const name of DEPRECATED) inheritAnew(Reflect.get(owner, name), randomBytes, owner);
  patches.patch<Call>(owner, "randomInt", (real) => {
    const random = (...parameters: unknown[]): unknown => {
      const fill = source.question(random);
      return changeResult(real, parameters, () => integer(fill, parameters));
    };
    return random;
  });
  for (const name of ["randomFill", "randomFillSync"] as const) {
    patches.patch<Call>(owner, name, (real) => {
      const random = (...parameters: unknown[]): unknown => {
        const fill = source.question(random);
        return changeResult(real, parameters, (view) => {
          fill(rangeOf(parameters));
          return view;
        });
      };
      return random;
    });
  }
  patchUuidV7(source, patches, { owner, present });
}

/** Its other names, which the module keeps apart, and which warn. */
const DEPRECATED = ["pseudoRandomBytes", "prng", "rng"];

/** They have the function that they stand for as their prototype. */
function inheritAnew(value: unknown, before: object, { randomBytes }: typeof NodeCrypto): void {
  if (typeof value !== "function" || Object.getPrototypeOf(value) !== before) return;
  Object.setPrototypeOf(value, randomBytes);
}

/** Calls `real`, and gives what comes of it, now or to the last parameter, through `change`. */
function changeResult(
  real: Call,
  parameters: readonly unknown[],
  change: (value: unknown) => unknown,
): unknown {
  const callback = parameters.at(-1);
  if (typeof callback !== "function") return change(real(...parameters));
  const changed: Callback = (error, value) => {
    const isFailed = error !== null && error !== undefined;
    (callback as Callback)(error, isFailed ? value : change(value));
  };
  return real(...parameters.slice(0, -1), changed);
}

/** An integer as the parameters want it, each as likely as the others. */
function integer(fill: RandomBytes, [first, second]: readonly unknown[]): number {
  const [low, high] = typeof second === "number" ? [Number(first), second] : [0, Number(first)];
  const range = high - low;
  const limit = 2 ** 48 - (2 ** 48 % range);
  const bytes = new Uint8Array(6);
  const view = new DataView(bytes.buffer);
  for (;;) {
    fill(bytes);
    const value = view.getUint16(0) * 0x100000000 + view.getUint32(2);
    if (value < limit) return low + (value % range);
  }
}

/** The bytes that `randomFill(view, offset, size)` fills; both count elements. */
function rangeOf([view, offset, size]: readonly unknown[]): Uint8Array {
  const target = view as ArrayBufferView | ArrayBuffer;
  const unit = (target as { readonly BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  const bytes = bytesOf(target);
  const start = typeof offset === "number" ? offset * unit : 0;
  const end = typeof size === "number" ? start + size * unit : bytes.length;
  return bytes.subarray(start, end);
}
