// `/search`: what was recorded, by its text.
import { Value } from "@sinclair/typebox/value";
import { Elysia } from "elysia";
import { SearchQuery, SearchResult } from "#src/protocol/http-api.ts";
import type { RunService } from "#src/runs/run-service.ts";
import { describeRoute } from "#src/server/routes/describe-route.ts";

export function searchRoutes(runs: RunService) {
  return new Elysia().get("/search", ({ query }) => runs.search(query), {
    // A query holds text only; Elysia converts for its own types, not for plain TypeBox ones.
    transform: ({ query }) => void Object.assign(query, Value.Convert(SearchQuery, { ...query })),
    query: SearchQuery,
    detail: describeRoute({
      tag: "Search",
      summary: "Names, labels, notes, inputs and outputs with a text",
      answer: SearchResult,
    }),
  });
}
