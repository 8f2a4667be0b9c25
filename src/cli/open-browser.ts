// Starts the user's browser, where there is one.

/** True where a browser was started with this address; false where it must be printed instead. */
export async function openBrowser(url: string): Promise<boolean> {
  const command = browserCommand(process.platform, process.env);
  if (command === null) return false;
  try {
    const child = Bun.spawn([...command, url], { stdio: ["ignore", "ignore", "ignore"] });
    child.unref();
    // An opener that cannot do it says so at once; a browser started directly stays.
    const code = await Promise.race([child.exited, Bun.sleep(2000)]);
    return code === undefined || code === 0;
  } catch {
    // The opener is not an executable: the same as none.
    return false;
  }
}

/** The words to put before an address, or null where nothing can show a page. */
export function browserCommand(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  which: (name: string) => string | null = Bun.which,
): readonly string[] | null {
  if (platform === "darwin") return ["open"];
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"];
  const named = environment["BROWSER"]?.split(":")[0];
  if (named) return which(named) === null ? null : [named];
  if (!environment["DISPLAY"] && !environment["WAYLAND_DISPLAY"]) return null;
  return which("xdg-open") === null ? null : ["xdg-open"];
}
