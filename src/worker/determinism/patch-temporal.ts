// `Temporal.Now` asks ao's clock, where the runtime has it. Runs in the user's process.
import type { Patches } from "#src/intercept/patches.ts";
import type { Clock } from "./clock.ts";

type Zone = Temporal.TimeZoneLike;

/** How each of its functions of a time zone makes its answer out of a moment there. */
const ZONED = {
  zonedDateTimeISO: (moment: Temporal.ZonedDateTime): unknown => moment,
  plainDateTimeISO: (moment: Temporal.ZonedDateTime): unknown => moment.toPlainDateTime(),
  plainDateISO: (moment: Temporal.ZonedDateTime): unknown => moment.toPlainDate(),
  plainTimeISO: (moment: Temporal.ZonedDateTime): unknown => moment.toPlainTime(),
} as const;

/** Replaces what tells the time; the time zone stays the machine's. */
export function patchTemporal(clock: Clock, patches: Patches): void {
  if (typeof Temporal !== "object") return;
  const { Now, Instant } = Temporal;
  const fromNanoseconds = Instant.fromEpochNanoseconds.bind(Instant);
  const ownZone = Now.timeZoneId.bind(Now);
  patches.patch<() => Temporal.Instant>(Now, "instant", () => {
    const instant = (): Temporal.Instant => fromNanoseconds(BigInt(clock.read("instant", instant)));
    return instant;
  });
  for (const [name, convert] of Object.entries(ZONED)) {
    patches.patch<(zone?: Zone) => unknown>(Now, name, (real) => {
      const now = (zone?: Zone): unknown => {
        // Refuses what is no time zone.
        if (zone !== undefined) real(zone);
        const moment = fromNanoseconds(BigInt(clock.read("instant", now)));
        return convert(moment.toZonedDateTimeISO(zone ?? ownZone()));
      };
      return now;
    });
  }
}
