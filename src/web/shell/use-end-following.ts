// Keeps the end of what grows in sight, for whoever is at the end; else nothing moves. Runs in the browser.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

/** Pixels from the end that are still the end. */
const NEAR = 32;

/** `isGrowing`: what is in the scroller may get longer; before that a longer one is only better measured. */
export function useEndFollowing(scroller: RefObject<HTMLElement | null>, isGrowing: boolean): void {
  const hasGrown = useRef(isGrowing);
  // Its last words come together with the news of its end.
  if (isGrowing) hasGrown.current = true;
  const known = useRef<{ readonly height: number; readonly room: number } | null>(null);
  const follow = useCallback((): void => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollHeight, clientHeight, scrollTop } = element;
    const before = known.current;
    known.current = { height: scrollHeight, room: clientHeight };
    if (before === null || !hasGrown.current) return;
    // By where it stands now: the news of a scrolling comes later than the scrolling.
    const wasAtEnd = before.height - scrollTop - before.room < NEAR;
    // Also where what stands above takes a line more, and leaves less room.
    const endHasMoved = scrollHeight > before.height || clientHeight < before.room;
    if (wasAtEnd && endHasMoved) element.scrollTop = scrollHeight;
  }, [scroller]);
  useLayoutEffect(follow);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, follow]);
}
