// How the runtime makes stacks, which programs change for their own errors. Runs in the user's process.

export const NativeError = Error;
export const nativeFormat = Error.prepareStackTrace;

type StackOption = "stackTraceLimit" | "prepareStackTrace";

const setProperty = Reflect.set;

/** Sets an option where the program lets it: one that has frozen its built-ins has the stacks it allows. */
export function setStackOption(key: StackOption, value: unknown): void {
  if (NativeError[key] !== value) setProperty(NativeError, key, value);
}
