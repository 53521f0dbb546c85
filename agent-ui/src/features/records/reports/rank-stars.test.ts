import { expect, it } from 'vitest';
import { rankStars } from './rank-stars.ts';

it('ranks by weighted shares, leaves out missing figures, and shares places', () => {
  const seat = (group: string, handled: number, figures: Record<string, number> = {}) => ({
    intervalStartMs: null,
    group,
    measures: { handled },
    within: { answered: 0, abandoned: 0 },
    figures,
  });
  const stars = rankStars([
    seat('1001', 50, { satisfaction: 1, firstContactResolution: 1, ronaRate: 0 }),
    seat('1002', 100, { satisfaction: 0.5, firstContactResolution: 0.5, ronaRate: 0.5 }),
    seat('1003', 100),
    seat('1004', 100),
    seat('1005', 0),
  ]);
  expect(stars.map(({ place, group, points }) => [place, group, points])).toEqual([
    [1, '1003', 100],
    [1, '1004', 100],
    [3, '1001', 80],
    [4, '1002', 70],
  ]);
});
