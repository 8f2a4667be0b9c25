// One connection of `/runner`: the events of a run, in order, acknowledged when they are durable.
// Runs in the server.
import { type Static, Type } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { isAoError, toAoError } from "#src/errors.ts";
import type { RunnerEnvelope, RunnerServerMessage } from "#src/protocol/runner-event.ts";
import { OWNER_STREAM } from "#src/protocol/spool-names.ts";
import { stringAt } from "#src/protocol/json.ts";
import type { RunService } from "#src/runs/run-service.ts";
import type { Logger } from "#src/config/logger.ts";
import { CLOSE, type SocketSender } from "#src/server/sockets/sender.ts";

/** RunnerClientMessage but for the events, which the run service checks one by one as it reads them. */
const RunnerFrame = Type.Union([
  Type.Object({
    type: Type.Literal("events"),
    stream_id: Type.String({ minLength: 1, maxLength: 200 }),
    events: Type.Array(Type.Object({ seq: Type.Integer({ minimum: 1 }), event: Type.Object({}) })),
  }),
  Type.Object({ type: Type.Literal("settle") }),
  Type.Object({
    type: Type.Literal("environment"),
    variables: Type.Record(Type.String(), Type.String()),
  }),
]);
type RunnerFrame = Static<typeof RunnerFrame>;

let frameCheck: ReturnType<typeof TypeCompiler.Compile<typeof RunnerFrame>> | undefined;

interface RunnerConnectionOptions {
  readonly runs: RunService;
  readonly runId: string;
  readonly sender: SocketSender;
  readonly log: Logger;
}

export class RunnerConnection {
  readonly #runs: RunService;
  readonly #runId: string;
  readonly #sender: SocketSender;
  readonly #log: Logger;
  /** Each message waits for the one before, so that a stream's events arrive in order. */
  #work: Promise<void> = Promise.resolve();
  #failed = false;
  #hasEnded = false;
  #isFinishing = false;

  constructor(options: RunnerConnectionOptions) {
    this.#runs = options.runs;
    this.#runId = options.runId;
    this.#sender = options.sender;
    this.#log = options.log;
    this.#send({ type: "ready" });
  }

  /** True when the run's own end is in the store. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Takes what the runner sent, parsed. */
  receive(message: unknown): void {
    if (this.#isFinishing) return;
    this.#work = this.#work.then(() => this.#handle(message));
  }

  /**
   * Takes nothing more; resolves when all that was received is in the store or refused. What comes
   * later is not acknowledged, so the runner keeps it.
   */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    await this.#work;
  }

  async #handle(message: unknown): Promise<void> {
    // After a failure nothing more is taken: what follows would leave a gap.
    if (this.#failed) return;
    try {
      frameCheck ??= TypeCompiler.Compile(RunnerFrame);
      if (!frameCheck.Check(message)) return this.#refuse("not a message of this socket");
      if (message.type === "settle") return this.#settle();
      if (message.type === "environment") {
        return this.#runs.keepEnvironment(this.#runId, message.variables);
      }
      await this.#ingest(message);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  async #ingest(frame: Extract<RunnerFrame, { type: "events" }>): Promise<void> {
    // The run service parses each event; the frame's check has established the envelope.
    const events = frame.events as RunnerEnvelope[];
    const seq = await this.#runs.ingest(this.#runId, frame.stream_id, events);
    const isOwner = frame.stream_id === OWNER_STREAM;
    if (isOwner && events.some(({ event }) => stringAt(event, "type") === "run-end")) {
      this.#hasEnded = true;
    }
    this.#send({ type: "ack", stream_id: frame.stream_id, seq });
  }

  /** Not part of the order: finding edges may take a while, and events go on meanwhile. */
  #settle(): void {
    this.#runs.settle(this.#runId).then(
      (settled) => this.#send({ type: "settled", ...settled }),
      (thrown: unknown) => this.#fail(thrown),
    );
  }

  #fail(thrown: unknown): void {
    const error = toAoError(thrown);
    if (isAoError(thrown) && error.code === "bad_input") return this.#refuse(error.message);
    this.#failed = true;
    this.#log.error("run not stored", { run: this.#runId, error: error.message });
    // Not acknowledged, so the runner keeps its spool and delivers it another time.
    this.#sender.close(CLOSE.internal, "the server could not store the events");
  }

  #refuse(message: string): void {
    this.#failed = true;
    this.#log.warn("runner refused", { run: this.#runId, reason: message });
    this.#send({ type: "refused", message });
    this.#sender.close(CLOSE.refused, "refused");
  }

  #send(message: RunnerServerMessage): void {
    this.#sender.send(JSON.stringify(message));
  }
}
