// Keeps the end of what grows in sight, for whoever is at the end; else nothing moves. Runs in the browser.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

/** Pixels from the end that are still the end. */
const NEAR = 30;

interface Following {
  /** What is in the scroller may get longer; before that a longer one is only better measured. */
  readonly isGrowing: boolean;
  /** Shows the end at first; else the start, until somebody goes to the end. */
  readonly startsAtEnd: boolean;
}

/** To be used where the scroller's content is made: it looks at each drawing of it. */
export function useEndFollowing(
  scroller: RefObject<HTMLElement | null>,
  { isGrowing, startsAtEnd }: Following,
): void {
  const hasGrown = useRef(isGrowing);
  // Its last words come together with the news of its end.
  if (isGrowing) hasGrown.current = true;
  const known = useRef(startsAtEnd ? { height: 0, room: 0 } : null);
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
