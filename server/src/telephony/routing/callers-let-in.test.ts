import { expect, it } from 'vitest';
import { callersLetIn } from './callers-let-in.ts';

it.each([
  [1000, 0, 475],
  [1000, 100, 375],
  [1000, 300, 237],
  [1000, 5000, 237],
  [10, 1, 3],
  [10, 20, 2],
])('with %i ports and %i seats accepts %i callers', (ports, seats, callers) => {
  expect(callersLetIn({ ports, seats })).toBe(callers);
});

it('reserves a port pair for each seat that can get a call', () => {
  for (const ports of [10, 11, 12, 47, 400, 1000, 30_001]) {
    for (const seats of [0, 1, 2, 5, 23, 100, 9000]) {
      const callers = callersLetIn({ ports, seats });
      expect(2 * (callers + Math.min(callers, seats))).toBeLessThanOrEqual(ports);
      expect(callers).toBeGreaterThanOrEqual(2);
    }
  }
});
