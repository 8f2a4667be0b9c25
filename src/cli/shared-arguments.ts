// Arguments that several commands have, so that they are called and explained the same everywhere.

export const sessionArgument = {
  type: "positional",
  required: true,
  description: 'an id, the first letters of one, a name, or "last"',
} as const;

export const runOption = {
  type: "string",
  valueHint: "run",
  description:
    'which run: an id, the first letters of one, its number in "ao runs", or a subrun\'s name; else the newest',
} as const;

/** Of commands that look at a run; waitIfAsked() does what they say. */
export const waitArguments = {
  wait: { type: "boolean", description: "first wait until it is over and all edges are found" },
  timeout: {
    type: "string",
    valueHint: "seconds",
    description: "with --wait: give up after this; exit 124",
  },
} as const;

export const jsonOption = { type: "boolean", description: "print JSON, for programs" } as const;
