// The platforms ao is built for, and the npm package of the native parser for each.

export interface Target {
  /** Bun's name for `--target`. */
  readonly bun: string;
  /** The file name of the executable in a release. */
  readonly file: string;
  /** `@oxc-parser/binding-<this>`. */
  readonly binding: string;
}

export const TARGETS: readonly Target[] = [
  { bun: "bun-linux-x64", file: "ao-linux-x64", binding: "linux-x64-gnu" },
  { bun: "bun-linux-arm64", file: "ao-linux-arm64", binding: "linux-arm64-gnu" },
  { bun: "bun-linux-x64-musl", file: "ao-linux-x64-musl", binding: "linux-x64-musl" },
  { bun: "bun-linux-arm64-musl", file: "ao-linux-arm64-musl", binding: "linux-arm64-musl" },
  { bun: "bun-darwin-x64", file: "ao-darwin-x64", binding: "darwin-x64" },
  { bun: "bun-darwin-arm64", file: "ao-darwin-arm64", binding: "darwin-arm64" },
  { bun: "bun-windows-x64", file: "ao-windows-x64.exe", binding: "win32-x64-msvc" },
];

/**
 * The target of this machine.
 * @throws where ao has no build for it.
 */
export function hostTarget(): Target {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const libc = platform === "linux" && isMusl() ? "-musl" : "";
  const name = `bun-${platform}-${process.arch}${libc}`;
  const target = TARGETS.find((each) => each.bun === name);
  if (target === undefined) throw new Error(`Cannot build for "${name}": no such target`);
  return target;
}

function isMusl(): boolean {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime === undefined && Bun.file("/etc/alpine-release").size > 0;
}
