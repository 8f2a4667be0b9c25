// An answer that is made while it is sent. Runs in the server.

/**
 * Streams `pieces` as fast as the client reads. An error before the first piece is thrown, so that it
 * gets a proper status; a later one breaks the connection off, as the status has gone out by then.
 */
export async function streamText(
  pieces: AsyncIterable<string>,
  contentType: string,
): Promise<Response> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = await iterator.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next.done === true) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(next.value));
      next = await iterator.next();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { "content-type": contentType } });
}
