// What the page has read, by key; the live updates change it in place. Runs in the browser.
import { QueryClient, queryOptions, skipToken } from "@tanstack/react-query";
import type { RerunRequest } from "#src/protocol/http-api.ts";
import { type Client, ApiError } from "#src/web/client/client.ts";

/** Nothing goes stale by itself: the live connection says what changed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) =>
          count < 2 && error instanceof ApiError && error.code === "server_unavailable",
      },
    },
  });
}

export const keys = {
  sessions: (search: string) => ["sessions", search] as const,
  session: (reference: string) => ["session", reference] as const,
  runs: (sessionId: string) => ["runs", sessionId] as const,
  run: (reference: string) => ["run", reference] as const,
  outline: (runId: string) => ["outline", runId] as const,
  node: (runId: string, nodeId: string) => ["node", runId, nodeId] as const,
  messages: (runId: string, nodeId: string) => ["node", runId, nodeId, "messages"] as const,
  diff: (a: string, b: string, control: string | null) => ["diff", a, b, control] as const,
  preview: (runId: string, options: RerunRequest) => ["preview", runId, options] as const,
  output: (runId: string) => ["output", runId] as const,
  environment: (runId: string) => ["environment", runId] as const,
  log: (runId: string) => ["log", runId] as const,
  edits: (runId: string) => ["edits", runId] as const,
};

export const queries = {
  session: (client: Client, reference: string) =>
    queryOptions({
      queryKey: keys.session(reference),
      queryFn: () => client.findSession(reference),
    }),
  runs: (client: Client, sessionId: string) =>
    queryOptions({ queryKey: keys.runs(sessionId), queryFn: () => client.listRuns(sessionId) }),
  run: (client: Client, reference: string) =>
    queryOptions({ queryKey: keys.run(reference), queryFn: () => client.findRun(reference) }),
  outline: (client: Client, runId: string) =>
    queryOptions({ queryKey: keys.outline(runId), queryFn: () => client.readOutline(runId) }),
  node: (client: Client, runId: string, nodeId: string) =>
    queryOptions({
      queryKey: keys.node(runId, nodeId),
      queryFn: () => client.readNode(runId, nodeId),
    }),
  messages: (client: Client, runId: string, nodeId: string) =>
    queryOptions({
      queryKey: keys.messages(runId, nodeId),
      queryFn: () => client.readMessages(runId, nodeId),
    }),
  diff: (client: Client, a: string, b: string, control: string | null) =>
    queryOptions({
      queryKey: keys.diff(a, b, control),
      queryFn: () => client.readDiff(a, b, control),
    }),
  /** Only where something can be changed. */
  preview: ({ writer }: Client, runId: string, options: RerunRequest) =>
    queryOptions({
      queryKey: keys.preview(runId, options),
      queryFn: writer === null ? skipToken : () => writer.preview(runId, options),
      // Files come and go without a word.
      staleTime: 5000,
      refetchOnWindowFocus: true,
    }),
  output: (client: Client, runId: string) =>
    queryOptions({ queryKey: keys.output(runId), queryFn: () => client.readOutput(runId) }),
  environment: (client: Client, runId: string) =>
    queryOptions({
      queryKey: keys.environment(runId),
      queryFn: () => client.readEnvironment(runId),
    }),
  log: (client: Client, runId: string) =>
    queryOptions({ queryKey: keys.log(runId), queryFn: () => client.readLog(runId) }),
  edits: (client: Client, runId: string) =>
    queryOptions({ queryKey: keys.edits(runId), queryFn: () => client.listEdits(runId) }),
};
