import { expect, test } from "vitest";
import { silentLogger } from "#src/config/logger.ts";
import { DeltaHub } from "#src/server/sockets/delta-hub.ts";
import { createMemoryRunService } from "#test/support/memory-run-service.ts";

const sender = { send: () => 1, bufferedAmount: () => 0, close: () => undefined };

test("runs have a listener only while somebody is connected", () => {
  const runs = createMemoryRunService();
  let listeners = 0;
  const counting = {
    ...runs,
    subscribe(listener: Parameters<typeof runs.subscribe>[0]) {
      const undo = runs.subscribe(listener);
      listeners += 1;
      return () => {
        listeners -= 1;
        undo();
      };
    },
  };
  const hub = new DeltaHub(counting, silentLogger);
  const counts = [listeners];
  const first = hub.connect(sender);
  const second = hub.connect(sender);
  counts.push(listeners);
  hub.disconnect(first);
  counts.push(listeners);
  hub.disconnect(second);
  counts.push(listeners);
  hub.connect(sender);
  hub.close();
  expect([...counts, listeners]).toEqual([0, 1, 1, 0, 0]);
});
