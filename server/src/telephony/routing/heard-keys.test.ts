import { expect, it } from 'vitest';
import { hearKey, type HeardKeys, nothingHeard } from './heard-keys.ts';

/** `1(` begins at its time, `1)` ends: in the sound both, by INFO only the end. */
function heardOf(signs: [sign: string, atMs: number][]): string {
  let heard: HeardKeys = nothingHeard;
  let keys = '';
  for (const [sign, atMs] of signs) {
    const digit = sign.slice(0, 1);
    const next = hearKey(heard, sign.endsWith('(') ? 'began' : 'ended', digit, atMs);
    heard = next.heard;
    if (next.isHeard) keys += digit;
  }
  return keys;
}

it.each<{ what: string; signs: [string, number][]; keys: string }>([
  {
    what: 'in the sound',
    signs: [
      ['1(', 0],
      ['1)', 100],
    ],
    keys: '1',
  },
  {
    what: 'by INFO alone',
    signs: [
      ['1)', 0],
      ['1)', 200],
      ['2)', 260],
    ],
    keys: '112',
  },
  {
    what: 'in the sound, the same key at typing speed',
    signs: [
      ['1(', 0],
      ['1)', 80],
      ['1(', 150],
      ['1)', 230],
    ],
    keys: '11',
  },
  {
    what: 'by both, INFO at the beginning',
    signs: [
      ['1)', 0],
      ['1(', 10],
      ['1)', 170],
    ],
    keys: '1',
  },
  {
    what: 'by both, INFO within',
    signs: [
      ['1(', 0],
      ['1)', 20],
      ['1)', 170],
    ],
    keys: '1',
  },
  {
    what: 'by both, INFO at the end',
    signs: [
      ['1(', 0],
      ['1)', 160],
      ['1)', 170],
    ],
    keys: '1',
  },
  {
    what: 'by both, INFO late, after the next has begun',
    signs: [
      ['1(', 0],
      ['1)', 100],
      ['1(', 250],
      ['1)', 260],
      ['1)', 350],
      ['1)', 500],
    ],
    keys: '11',
  },
  {
    what: 'by both, the same key three times',
    signs: [
      ['1)', 0],
      ['1(', 5],
      ['1)', 160],
      ['1)', 320],
      ['1(', 325],
      ['1)', 480],
      ['1)', 640],
      ['1(', 645],
      ['1)', 800],
    ],
    keys: '111',
  },
  {
    what: 'by both, held down for two seconds',
    signs: [
      ['1)', 0],
      ['1(', 10],
      ['1)', 2010],
    ],
    keys: '1',
  },
  {
    what: 'by both, INFO of the next key overtaking',
    signs: [
      ['1)', 0],
      ['1(', 5],
      ['1)', 90],
      ['2)', 340],
      ['1(', 345],
      ['1)', 350],
      ['2(', 700],
      ['2)', 790],
    ],
    keys: '112',
  },
  {
    what: 'by both, with ends told twice, as Asterisk did',
    signs: [
      ...([
        ['1)', 70],
        ['1(', 72],
        ['1)', 227],
        ['2(', 419],
        ['2)', 432],
        ['2)', 567],
      ] as [string, number][]),
      ...([
        ['2)', 660],
        ['2)', 870],
        ['2(', 872],
        ['2)', 903],
        ['2)', 1079],
      ] as [string, number][]),
    ],
    keys: '122',
  },
  {
    what: 'in the sound, the beginning of another key lost',
    signs: [
      ['1(', 0],
      ['1)', 100],
      ['2)', 400],
      ['3(', 600],
      ['3)', 700],
    ],
    keys: '123',
  },
])('hears a press once: $what', ({ signs, keys }) => {
  expect(heardOf(signs)).toBe(keys);
});
