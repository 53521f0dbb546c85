import { type RefObject, useEffect, useRef, useState } from 'react';

/** Rows above and below that are there before they are scrolled to. */
const SPARE_ROWS = 6;

/** Which rows of a long list are in sight, all of one height in pixels; `to` is exclusive. The ref is of what scrolls. */
export function useRowsInSight(
  count: number,
  rowHeight: number,
): { box: RefObject<HTMLDivElement | null>; from: number; to: number } {
  const box = useRef<HTMLDivElement>(null);
  const [{ first, shown }, setSight] = useState({ first: 0, shown: 30 });
  useEffect(() => {
    const watched = box.current;
    if (watched === null) return;
    const look = () => {
      const now = {
        first: Math.floor(watched.scrollTop / rowHeight),
        shown: Math.ceil(watched.clientHeight / rowHeight) + 1,
      };
      setSight((before) => (before.first === now.first && before.shown === now.shown ? before : now));
    };
    const observer = new ResizeObserver(look);
    observer.observe(watched);
    watched.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      watched.removeEventListener('scroll', look);
    };
  }, [rowHeight]);
  return { box, from: Math.max(0, first - SPARE_ROWS), to: Math.min(count, first + shown + SPARE_ROWS) };
}
