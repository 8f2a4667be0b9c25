// Keeps the end of what grows in sight, for whoever is at the end; else nothing moves. Runs in the browser.
import { type RefObject, useLayoutEffect, useRef } from "react";

/** Pixels from the end that are still the end. */
const NEAR = 32;

/** `isGrowing`: what is in the scroller may get longer; before that a longer one is only better measured. */
export function useEndFollowing(scroller: RefObject<HTMLElement | null>, isGrowing: boolean): void {
  const hasGrown = useRef(isGrowing);
  // Its last words come together with the news of its end.
  if (isGrowing) hasGrown.current = true;
  const known = useRef({ height: 0, isAtEnd: false });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !hasGrown.current) return;
    const { isAtEnd, height } = known.current;
    if (isAtEnd && element.scrollHeight > height) element.scrollTop = element.scrollHeight;
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = (): void => {
      const { scrollTop: top, scrollHeight: height, clientHeight } = element;
      known.current = { height, isAtEnd: height - top - clientHeight < NEAR };
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  });
}
