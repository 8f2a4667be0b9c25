// Programs of which a re-run is not exact, with the reason. A problem that is named here and is not
// found any more is a problem itself.

export interface Exception {
  /** What the proof says of it. */
  readonly problem: RegExp;
  readonly reason: string;
}

const SIGNED = "a request that AWS signed is not sent with an edit: AWS would refuse it";
const CODE = "the word makes code invalid that the program runs";
const BROKEN_OFF = "a stream that was broken off has no answer to serve: it goes out again";

export const exceptions: Readonly<Record<string, readonly Exception[]>> = {
  "stream-abort": [
    { problem: /^sent again, unedited: n1 cancelled/, reason: BROKEN_OFF },
    { problem: /^ao test: /, reason: BROKEN_OFF },
  ],
  "holdout-stream-interrupt": [
    { problem: /^sent again, unedited: n1 cancelled/, reason: BROKEN_OFF },
    { problem: /^ao test: /, reason: BROKEN_OFF },
  ],
  "bedrock-converse": [{ problem: /^input of n1: /, reason: SIGNED }],
  "holdout-testgen": [{ problem: /^\w+ of n\d+: exit 1: SyntaxError/, reason: CODE }],
  "retry-429": [
    {
      problem: /^unedited: 3 nodes, then 2/,
      reason: "the attempt that failed is not made again: the answer of the next one is there",
    },
  ],
};
