import { figureDefinitions } from '@sansheng/shared/domain/figure-definitions';
import { expect, it } from 'vitest';
import { liveBoardWords as en } from './words.en.ts';
import { liveBoardWords as zh } from './words.ts';

it('the alarm and its limit call the rate what board and report call it', () => {
  const { threeRingSeatRate: rate } = figureDefinitions;
  for (const [words, name] of [
    [zh, rate.zh.name],
    [en, rate.en.name],
  ] as const) {
    expect(words.live.alarm.serviceLevel).toContain(name);
    expect(words.lead.limits.serviceLevelPercent).toContain(name);
  }
});
