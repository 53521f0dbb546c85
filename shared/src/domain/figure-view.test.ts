import { expect, it } from 'vitest';
import { figureViewAt } from './figure-view.ts';

it('reads what a saved view shows from its address', () => {
  const path = '/reports/figures?period=lastWeek&interval=day&groupBy=agent&columns=work&threshold=30&compare=true';
  expect(figureViewAt(path)).toEqual({
    interval: 'day',
    groupBy: 'agent',
    preset: 'work',
    definition: 'answered-over-all',
    thresholdSeconds: 30,
    compare: true,
  });
  expect(figureViewAt('/reports/figures?groupBy=nonsense')).toMatchObject({ groupBy: 'queue', interval: 'all' });
});

it('reads the page of service levels as the overview, with any threshold that may be asked for', () => {
  expect(figureViewAt('/reports?groupBy=center&interval=day&threshold=60')).toMatchObject({
    groupBy: 'center',
    interval: 'day',
    preset: 'overview',
    thresholdSeconds: 60,
  });
  expect(figureViewAt('/reports')).toMatchObject({ groupBy: 'queue', interval: '30m', thresholdSeconds: 20 });
  expect(figureViewAt('/reports?threshold=25')?.thresholdSeconds).toBe(25);
  expect(figureViewAt('/reports?threshold=601')?.thresholdSeconds).toBe(20);
  expect(figureViewAt('/reports/week?measure=offered')).toBeNull();
});
