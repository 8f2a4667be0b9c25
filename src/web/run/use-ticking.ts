// The time of day for what goes on: it moves while asked to. Runs in the browser.
import { useEffect, useState } from "react";

const STEP_MS = 250;

export function useTicking(isOn: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, [isOn]);
  return now;
}
