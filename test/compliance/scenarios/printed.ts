// Prints values that have ways of their own to be printed, and counts how often each was asked.
// oxlint-disable no-console -- the console is what is looked at
import { inspect } from "node:util";

let asked: Record<string, number> = {};
const ask = (name: string): void => void (asked[name] = (asked[name] ?? 0) + 1);

class Custom {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
  [inspect.custom](...given: unknown[]): string {
    ask(`inspect ${given.length}`);
    return `custom ${String(this.value)}`;
  }
  toString(): string {
    ask("toString");
    return "text";
  }
  toJSON(): unknown {
    ask("toJSON");
    return { json: 1 };
  }
  [Symbol.toPrimitive](hint: string): string {
    ask(`toPrimitive ${hint}`);
    return "primitive";
  }
}
class Getters {
  own = { inside: 1 };
  get getter(): number {
    ask("getter");
    return 1;
  }
  get [Symbol.toStringTag](): string {
    ask("tag");
    return "Tag";
  }
}
class Dictionary extends Map<unknown, unknown> {
  override get size(): number {
    ask("size");
    return 1;
  }
  override [Symbol.iterator](): MapIterator<[unknown, unknown]> {
    ask("iterator");
    return super[Symbol.iterator]();
  }
}
class Bag extends Set<unknown> {
  override get size(): number {
    ask("size");
    return 1;
  }
  override [Symbol.iterator](): SetIterator<unknown> {
    ask("iterator");
    return super[Symbol.iterator]();
  }
}
class List extends Array<unknown> {
  [inspect.custom](): string {
    ask("inspect");
    return "list";
  }
  override [Symbol.iterator](): ArrayIterator<unknown> {
    ask("iterator");
    return super[Symbol.iterator]();
  }
}
class Failure extends Error {
  override get name(): string {
    ask("name");
    return "Name";
  }
  override get message(): string {
    ask("message");
    return "Message";
  }
  override toString(): string {
    ask("toString");
    return "failure";
  }
}
class Explained extends Error {
  [inspect.custom](): string {
    ask("inspect");
    return "explained";
  }
}
// oxlint-disable-next-line typescript/no-extraneous-class -- a class that is printed itself
class Static {
  static held = new Custom("static");
  static [inspect.custom](): string {
    ask("inspect");
    return "static";
  }
}
/** All traps: each says that it was looked for. */
const traps = new Proxy({} as ProxyHandler<object>, {
  get: (_target, trap) => ask(`trap ${String(trap)}`),
});
const withToString = <Value extends object>(value: Value): Value =>
  Object.assign(value, { toString: () => (ask("toString"), "own text") });

const values: Record<string, unknown> = {
  custom: new Custom(1),
  nested: { list: [new Custom(2), 5], other: { deep: [1] } },
  deep: { a: { b: { c: { d: { e: new Custom(3) } } } } },
  getters: new Getters(),
  accessors: {
    get own(): number {
      return (ask("own getter"), 1);
    },
  },
  dictionary: new Dictionary([[1, new Custom(4)]]),
  map: new Map([[new Custom(5), 1]]),
  bag: new Bag([1]),
  list: List.from([1, 2]),
  failure: new Failure("given"),
  explained: new Explained("given"),
  error: Object.assign(new Error("with", { cause: new Custom(6) }), { extra: new Custom(7) }),
  several: new AggregateError([new Custom(8), new Explained("inside")], "several"),
  proxy: new Proxy({ a: 1 }, traps),
  functionProxy: new Proxy(() => 1, traps),
  hidden: new Proxy(new Custom(9), {}),
  iterable: { [Symbol.iterator]: () => (ask("iterable"), [1][Symbol.iterator]()) },
  element: {
    $$typeof: Symbol.for("react.element"),
    get type(): string {
      return (ask("type"), "div");
    },
    props: {
      get children(): string {
        return (ask("children"), "x");
      },
    },
    key: null,
  },
  lazy: {
    get [inspect.custom](): () => string {
      return (ask("its getter"), () => "lazy");
    },
  },
  statics: Static,
  date: Object.assign(new Date(0), { toJSON: () => (ask("toJSON"), "a date") }),
  pattern: withToString(/x/),
  boxed: withToString(new String("boxed")),
  view: withToString(new Uint8Array(2)),
  callable: withToString(() => 1),
  maker: {
    get constructor(): unknown {
      return (ask("constructor"), Object);
    },
  },
  bare: Object.create(null, { x: { get: () => ask("bare"), enumerable: true } }) as unknown,
  generator: (function* () {
    ask("generator");
    yield 1;
  })(),
  symbol: Symbol("s"),
  cycle: (() => {
    const self = { custom: new Custom(10) } as Record<string, unknown>;
    return (self["self"] = self);
  })(),
};

const ways: Record<string, (value: unknown) => void> = {
  log: (value) => console.log(value),
  several: (value) => console.log("x", value, value),
  "%s": (value) => console.log("%s", value),
  "%d": (value) => console.log("%d %i %f", value, value, value),
  "%j": (value) => console.log("%j", value),
  "%o": (value) => console.log("%o %O %c", value, value, value),
  error: (value) => console.error(value),
  dir: (value) =>
    console.dir(value, {
      get depth(): number {
        return (ask("depth"), 1);
      },
    }),
  dirxml: (value) => console.dirxml(value),
  table: (value) => console.table([value]),
  "whole table": (value) => console.table(value),
  count: (value) => (console.count(value as string), console.countReset(value as string)),
  time: (value) => console.time(value as string),
  group: (value) => (console.group(value), console.groupEnd()),
  assert: (value) => console.assert(false, value),
};
Error.prepareStackTrace = (error) => (ask("prepareStackTrace"), `stack of ${error.message}`);
for (const [name, value] of Object.entries(values)) {
  for (const [way, print] of Object.entries(ways)) {
    asked = {};
    let failure = "";
    try {
      print(value);
    } catch (error) {
      failure = String(error);
    }
    await write(`${name} ${way}: ${JSON.stringify(asked)} ${failure}\n`);
  }
}
asked = {};
console.trace("trace");
await write(`${JSON.stringify(asked)}\n`);

/** Written before it goes on: where a pipe is full, the stream and the console overtake each other. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}
