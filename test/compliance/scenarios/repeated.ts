// A program that shows every clock and kind of random number, in branches that end in an order which
// depends on the first argument, beside a timer that asks as well.
import { randomBytes, randomFillSync, randomInt, randomUUID } from "node:crypto";

const isSlow = process.argv[2] === "slow";

function show(...values: unknown[]): void {
  // oxlint-disable-next-line no-console -- the program's output is what is compared.
  console.log(...values);
}

function ask(): unknown[] {
  return [
    new Date().toISOString(),
    Date.now(),
    Date(),
    performance.now(),
    performance.timeOrigin,
    performance.mark("m").startTime,
    performance.measure("m", "m").duration,
    JSON.stringify(performance.toJSON()),
    process.hrtime.bigint(),
    process.hrtime(),
    process.uptime(),
    Bun.nanoseconds(),
    Temporal.Now.instant().toString(),
    Temporal.Now.plainDateTimeISO().toString(),
    new Intl.DateTimeFormat("en", { timeStyle: "full" }).format(),
    Math.random(),
    crypto.randomUUID(),
    crypto.getRandomValues(new Uint16Array(3)).join(),
    randomUUID(),
    randomBytes(4).toString("hex"),
    randomFillSync(new Uint8Array(3)).toHex(),
    randomInt(1_000_000),
    Bun.randomUUIDv7(),
  ];
}

async function branch(index: number): Promise<unknown[]> {
  await Bun.sleep(Math.random() * 20);
  const first = ask();
  await Bun.sleep(isSlow ? (5 - index) * 9 : index * 3);
  const second = ask();
  await Bun.sleep(isSlow ? index * 7 : 1);
  return [index, ...first, ...second, ...ask()];
}

show(...ask());
// Shows where its time began.
show(performance);
const timer = setInterval(ask, isSlow ? 3 : 1);
show(JSON.stringify((await Promise.all([0, 1, 2, 3, 4].map(branch))).map(String)));
for (let turn = 0; turn < 3; turn++) {
  await Bun.sleep(isSlow ? 20 : 1);
  show(...ask());
}
clearInterval(timer);
// More than what is told apart by its place.
let sum = 0;
for (let index = 0; index < 10_000; index++) sum += performance.now() % 1;
show(sum, Date.now(), Math.random(), crypto.randomUUID());
