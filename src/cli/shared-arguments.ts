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

export const jsonOption = { type: "boolean", description: "print JSON, for programs" } as const;
