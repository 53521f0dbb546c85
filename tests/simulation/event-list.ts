/** Events in the order of their time, and of their making where the time is the same: a binary heap. */
export function createEventList<T>() {
  type Entry = { atMs: number; made: number; event: T };
  const heap: Entry[] = [];
  let count = 0;
  const isBefore = (a: Entry, b: Entry) => a.atMs < b.atMs || (a.atMs === b.atMs && a.made < b.made);

  return {
    add(atMs: number, event: T): void {
      const entry = { atMs, made: (count += 1), event };
      let i = heap.push(entry) - 1;
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!isBefore(entry, heap[parent] as Entry)) break;
        heap[i] = heap[parent] as Entry;
        i = parent;
      }
      heap[i] = entry;
    },
    /** When the first event is due; Infinity when there is none. */
    nextAtMs: (): number => heap[0]?.atMs ?? Infinity,
    take(): T | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return first?.event;
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
        if (!isBefore(heap[child] as Entry, last)) break;
        heap[i] = heap[child] as Entry;
        i = child;
      }
      heap[i] = last;
      return first?.event;
    },
  };
}
