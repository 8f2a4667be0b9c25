// Listens to Node's diagnostics channels. Runs in the user's process; a listener that fails is
// reported, since Node would throw its error into the program.
import { builtinModule } from "#src/intercept/builtin-module.ts";
import type { CallRecorder } from "#src/intercept/call-recorder.ts";
import { reportQuietly } from "#src/intercept/guard.ts";

/** A channel's name and what to do with its messages. */
export type Channel = readonly [name: string, listener: (message: ChannelMessage) => void];

/** What the channels of http and http2 carry; see Node's documentation of `diagnostics_channel`. */
export type ChannelMessage = Readonly<Record<string, unknown>>;

interface DiagnosticsChannel {
  subscribe(name: string, listener: (message: unknown) => void): void;
  unsubscribe(name: string, listener: (message: unknown) => void): void;
}

/** Subscribes to all; returns the undoing. */
export function watchChannels(
  channels: readonly Channel[],
  recorder: CallRecorder,
  place: string,
): () => void {
  const diagnostics = builtinModule<DiagnosticsChannel>("node:diagnostics_channel");
  const subscribed = channels.map(([name, listener]) => {
    const guardedListener = (message: unknown) => {
      try {
        listener(message as ChannelMessage);
      } catch (error) {
        reportQuietly(recorder, place, error);
      }
    };
    diagnostics.subscribe(name, guardedListener);
    return () => diagnostics.unsubscribe(name, guardedListener);
  });
  return () => {
    for (const unsubscribe of subscribed) unsubscribe();
  };
}
