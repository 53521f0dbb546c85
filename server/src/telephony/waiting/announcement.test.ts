import { describe, expect, it } from 'vitest';
import { composeAnnouncement, speakNumber } from './announcement.ts';

describe('an announcement', () => {
  it.each([
    [0, ['0'], ['0']],
    [10, ['10'], ['10']],
    [12, ['10', '2'], ['12']],
    [20, ['2', '10'], ['20']],
    [47, ['4', '10', '7'], ['40', '7']],
    [99, ['9', '10', '9'], ['90', '9']],
  ])('speaks %i as people do', (n, zh, en) => {
    expect(speakNumber(n, 'zh')).toEqual(zh.map((part) => `number-${part}`));
    expect(speakNumber(n, 'en')).toEqual(en.map((part) => `number-${part}`));
  });

  it('says position, wait and the key in this order', () => {
    expect(composeAnnouncement({ position: 3, estimateMs: 130_000, callbackKey: '1' }, 'zh')).toEqual([
      'you-are-number',
      'number-3',
      'in-line',
      'wait-at-most',
      'number-3',
      'minutes',
      'callback-press',
      'number-1',
      'callback-keeps-place',
    ]);
  });

  it('leaves out what is not known or not offered', () => {
    expect(composeAnnouncement({ position: 1, estimateMs: null, callbackKey: '' }, 'en')).toEqual([
      'you-are-number',
      'number-1',
      'in-line',
    ]);
    expect(composeAnnouncement({ position: 1, estimateMs: 20_000, callbackKey: '' }, 'en').slice(-3)).toEqual([
      'wait-at-most',
      'number-1',
      'minute',
    ]);
    expect(composeAnnouncement({ position: 120, estimateMs: null, callbackKey: '' }, 'en')).toEqual([
      'many-before-you',
    ]);
  });
});
