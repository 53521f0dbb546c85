export interface ApartLimits<T> {
  /** Longest wait for one before the next is started; its work goes on in the background. */
  eachMs: number;
  /** Longest wait for all of them together: once it is used up, the rest are started without waiting. */
  allMs: number;
  /** One has failed, perhaps late. What this function throws is ignored. */
  onFailed: (item: T, error: unknown) => void;
}

/**
 * Starts the work for each, in order. One that fails or hangs does not hold up the next. Returns those that failed or
 * are still running.
 */
export async function eachApart<T>(
  items: Iterable<T>,
  work: (item: T) => unknown,
  { eachMs, allMs, onFailed }: ApartLimits<T>,
): Promise<{ failed: T[]; late: T[] }> {
  const outcome: { failed: T[]; late: T[] } = { failed: [], late: [] };
  let leftMs = allMs;
  for (const item of items) {
    const begunAtMs = performance.now();
    const done = (async () => {
      try {
        await work(item);
        return 'done' as const;
      } catch (error) {
        onFailed(item, error);
        return 'failed' as const;
      }
    })();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), Math.min(eachMs, leftMs));
    });
    const how = await Promise.race([done, late]);
    clearTimeout(timer);
    leftMs = Math.max(0, leftMs - (performance.now() - begunAtMs));
    if (how !== 'done') outcome[how].push(item);
  }
  return outcome;
}
