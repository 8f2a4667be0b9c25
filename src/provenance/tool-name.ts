// Names of tools as models and servers know them.

/** True where the model's name of a tool is `name`, or `name` after the server's: `files__read`, `mcp.read`. */
export function isSameTool(asked: string, name: string): boolean {
  if (asked === name) return true;
  const [long, short] = asked.length > name.length ? [asked, name] : [name, asked];
  return (
    short !== "" &&
    long.endsWith(short) &&
    /[^A-Za-z0-9]/.test(long.charAt(long.length - short.length - 1))
  );
}
