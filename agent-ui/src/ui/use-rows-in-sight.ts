import { type RefObject, useEffect, useRef, useState } from 'react';

/** Rows above and below the visible ones that are rendered in advance. */
const SPARE_ROWS = 6;

/**
 * Which rows of a long list are visible, all of the same height in pixels; `to` is exclusive. The ref is for the
 * scrolling element.
 */
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
