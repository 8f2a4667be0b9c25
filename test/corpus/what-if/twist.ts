// How the mock answers a re-run: where the program asks what it asked before it says the same, else
// something else of the same kind.
import type { MockCall, MockTwist } from "#test/support/mock-provider.ts";
import { readTurn } from "#test/support/mock-turn.ts";
import { anotherReply, takeOutWord } from "./put-word.ts";

/** The twist for a re-run of a program that made these calls, with a word that stands for a change. */
export function createTwist(recorded: readonly MockCall[], word: string): MockTwist {
  const asked = new Set(recorded.map(textOf));
  const left = [...recorded];
  return {
    read: (text) => takeOutWord(text, word),
    answer: (reply, { all }) => (asked.has(all) ? reply : anotherReply(reply, word)),
    // A rule that counts goes on where the recorded call stood that this one is but for the word.
    occurrenceOf: (name, { all }) => {
      const call = left.find((one) => one.name === name && textOf(one) === all);
      if (call === undefined) return null;
      left.splice(left.indexOf(call), 1);
      return recorded.filter((one) => one.name === name).indexOf(call);
    },
  };
}

function textOf({ request }: MockCall): string {
  return readTurn(request).all;
}
