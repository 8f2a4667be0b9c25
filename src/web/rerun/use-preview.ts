// What the server says to a wish, once a person has stopped typing. Runs in the browser.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RerunPreview, RerunRequest } from "#src/protocol/http-api.ts";
import type { Run } from "#src/protocol/session.ts";
import { useClient } from "#src/web/state/client-context.ts";
import { queries } from "#src/web/state/queries.ts";

export interface AskedPreview {
  readonly data: RerunPreview | undefined;
  readonly error: Error | null;
  /** It answers an earlier wish. */
  readonly isOld: boolean;
}

/** Typing asks the server this long after the last key. */
const TYPING_MS = 300;

export function usePreview(run: Run, request: RerunRequest): AskedPreview {
  // How long it may take changes nothing about what goes out.
  const { timeout: _limit, ...asked } = request;
  const settled = useSettled(asked);
  const { data, error, isPlaceholderData } = useQuery({
    ...queries.preview(useClient(), run.run_id, settled),
    placeholderData: keepPreviousData,
  });
  const isOld = isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(settled);
  return { data, error, isOld };
}

/** What has not changed for a moment. */
function useSettled(asked: RerunRequest): RerunRequest {
  const [settled, setSettled] = useState(asked);
  const text = JSON.stringify(asked);
  useEffect(() => {
    // What was parsed is what was written a moment ago.
    const timer = setTimeout(() => setSettled(JSON.parse(text) as RerunRequest), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
