// Colours and marks of a terminal, and whether there may be any.

/** Paints text; the functions return their argument where colour is off. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly magenta: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** A paint that writes ANSI colours, or one that leaves text alone. */
export function createPaint(isColoured: boolean): Paint {
  const code = (open: number, close: number) => (text: string) =>
    isColoured && text !== "" ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    red: code(31, 39),
    green: code(32, 39),
    yellow: code(33, 39),
    blue: code(34, 39),
    magenta: code(35, 39),
    cyan: code(36, 39),
  };
}

/**
 * Whether a stream gets colours: a terminal that is not dumb, and no `NO_COLOR` (no-color.org:
 * any text that is not empty).
 */
export function mayColour(
  stream: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (environment["NO_COLOR"]) return false;
  return stream.isTTY === true && environment["TERM"] !== "dumb";
}
