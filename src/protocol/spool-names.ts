// The names of the spool and its files. Apart from the schemas, because `ao record` loads this before the
// program starts.

/** Tells a process its run's folder; hidden from the program. */
export const SPOOL_VARIABLE = "AO_SPOOL_DIR";
export const MANIFEST_NAME = "manifest.json";
/** The stream of `ao record` itself: run-start and run-end. */
export const OWNER_STREAM = "owner";
/** Beside the runs: what could not be read, kept for a person to look at. */
export const DAMAGED_FOLDER = ".damaged";

/** A stream's place on disk: it starts in segment 1 and goes on in the next where one is full. */
export interface StreamSegment {
  readonly streamId: string;
  readonly segment: number;
}

/** `<stream id>.jsonl`, then `<stream id>.2.jsonl` and so on. */
export function segmentName({ streamId, segment }: StreamSegment): string {
  return segment === 1 ? `${streamId}.jsonl` : `${streamId}.${segment}.jsonl`;
}

/** What a file of the spool holds; null where it is no part of a stream. */
export function parseSegmentName(name: string): StreamSegment | null {
  const match = /^([^.]+)(?:\.([0-9]{1,9}))?\.jsonl$/.exec(name);
  const [, streamId, segment = "1"] = match ?? [];
  return streamId === undefined ? null : { streamId, segment: Number(segment) };
}

/** The time of modification (seconds since 1970) of a file whose writer has more than the disk took. */
export const INCOMPLETE_TIME = 1;
