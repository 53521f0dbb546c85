import { describe, expect, it } from 'vitest';
import { estimateWait, isHonest, SAMPLES_MS, type WaitSample } from './estimate-wait.ts';

const NOW_MS = 1_800_000_000_000;
const served = (count: number, wait: (i: number) => number, position = 1): WaitSample[] =>
  Array.from({ length: count }, (_, i) => ({
    atMs: NOW_MS - (count - i) * 1000,
    position,
    waitedMs: wait(i),
    isServed: true,
  }));

describe('the estimated wait', () => {
  it('is silent with few waits to go by, and with old ones', () => {
    expect(
      estimateWait(
        served(9, () => 60_000),
        1,
        NOW_MS,
      ),
    ).toBeNull();
    expect(
      estimateWait(
        served(30, () => 60_000),
        1,
        NOW_MS + SAMPLES_MS,
      ),
    ).toBeNull();
  });

  it('is the time by which four of five were served, in proportion to the position', () => {
    const waits = served(100, (i) => (i + 1) * 1000, 2);
    expect(estimateWait(waits, 2, NOW_MS)?.waitMs).toBe(80_000);
    expect(estimateWait(waits, 3, NOW_MS)?.waitMs).toBe(120_000);
    // Nobody was that far back.
    expect(estimateWait(waits, 5, NOW_MS)).toBeNull();
  });

  it('is announced where waits are steady', () => {
    const estimate = estimateWait(
      served(60, (i) => 300_000 + (i % 7) * 5000, 8),
      8,
      NOW_MS,
    );
    expect(estimate?.error).toMatchObject({ count: 50 });
    expect(estimate !== null && isHonest(estimate)).toBe(true);
  });

  it('is not announced where waits vary widely, or where it was not verified often enough', () => {
    const scattered = estimateWait(
      served(60, (i) => (i % 2 === 0 ? 10_000 : 600_000), 4),
      4,
      NOW_MS,
    );
    expect(scattered !== null && isHonest(scattered)).toBe(false);
    const few = estimateWait(
      served(15, () => 60_000),
      1,
      NOW_MS,
    );
    expect(few?.error).toBeNull();
    expect(few !== null && isHonest(few)).toBe(false);
  });

  it('is no longer announced once the queue has become slower', () => {
    const grown = estimateWait(
      served(60, (i) => (i < 20 ? 60_000 : 60_000 * (1 + i / 10))),
      1,
      NOW_MS,
    );
    expect(grown !== null && isHonest(grown)).toBe(false);
  });

  it('counts callers who gave up as having waited at least that long', () => {
    const waits = served(20, (i) => (i + 1) * 10_000);
    const withLosses = waits.map((one, i) => (i % 2 === 1 ? one : { ...one, isServed: false }));
    expect(estimateWait(withLosses, 1, NOW_MS)?.waitMs).toBeGreaterThan(
      estimateWait(waits, 1, NOW_MS)?.waitMs ?? Number.NaN,
    );
    const nobodyServed = waits.map((one) => ({ ...one, isServed: false }));
    expect(estimateWait(nobodyServed, 1, NOW_MS)).toBeNull();
  });
});
