// Takes events in until it is killed, and says on its standard output what it has acknowledged.
// Started by kill.test.ts with the home as its argument.
import { directoriesAt } from "#src/config/directories.ts";
import {
  RUN,
  STREAM,
  callChunk,
  callEnd,
  callStart,
  chatAnswer,
  chatRequest,
  chatStream,
  numbered,
  openService,
  runStart,
  streamEnd,
} from "./recorded-run.ts";

const service = await openService(directoriesAt(process.argv[2] ?? ""));
await service.ingest(RUN, "owner", numbered([runStart({ pid: 999_999_998 })]));
let previous = "the beginning";
for (let call = 0, seq = 1; ; call++) {
  const id = String(call);
  const text = `Sentence ${call} about ${crypto.randomUUID()} and ${crypto.randomUUID()}`;
  const request = chatRequest([{ role: "user", content: `continue: ${previous}` }], call % 2 === 1);
  const events =
    call % 2 === 1
      ? [callStart(id, request), callChunk(id, chatStream([text])), streamEnd(id)]
      : [callStart(id, request), callEnd(id, chatAnswer(text))];
  for (const envelope of numbered(events, seq)) {
    const acknowledged = await service.ingest(RUN, STREAM, [envelope]);
    process.stdout.write(`${acknowledged} ${call + 1} ${envelope.event.type}\n`);
  }
  previous = text;
  seq += events.length;
}
