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

it('reads the page of service levels as the overview, where figures are kept for its threshold', () => {
  expect(figureViewAt('/reports?groupBy=none&interval=day&threshold=60')).toMatchObject({
    groupBy: 'center',
    interval: 'day',
    preset: 'overview',
    thresholdSeconds: 60,
  });
  expect(figureViewAt('/reports')).toMatchObject({ groupBy: 'queue', interval: '30m', thresholdSeconds: 20 });
  expect(figureViewAt('/reports?threshold=25')).toBeNull();
  expect(figureViewAt('/reports/week?measure=offered')).toBeNull();
});
