import { expect, it } from 'vitest';
import { askForPairs, askForWords, wordsOfNote } from './note-words.ts';

it('cuts Chinese into pairs and leaves words whole', () => {
  expect(wordsOfNote('账单5G，Bill')).toBe('h8d265355 h5355 xx5g xxbill');
  expect(wordsOfNote(' …！')).toBe('');
  expect(wordsOfNote('Ünïcode ＡＢ１')).toBe('xxunicode xxab1');
});

it('searches for what was stored, whatever surrounds it', () => {
  expect(askForWords('账单')).toBe('+"h8d265355"');
  expect(askForWords('要账单')).toBe('+"h89818d26 h8d265355"');
  expect(askForWords('账')).toBe('+h8d26*');
  expect(askForWords('bil 账单')).toBe('+xxbil* +"h8d265355"');
  expect(askForWords('+"*')).toBe('');
});

it('asks for pairs each by itself where the text is short', () => {
  expect(askForPairs('要账单')).toBe('+h89818d26 +h8d265355');
  expect(askForPairs('账 bil')).toBe('+h8d26* +xxbil*');
  expect(askForPairs('+"*')).toBe('');
});

it('finds each part of a note in it, in the way that the index compares', () => {
  const note = '客户要求重新开具2026年3月的账单发票';
  const kept = ` ${wordsOfNote(note)} `;
  for (const part of ['客户要求', '重新开具', '账单发票', '票', '户', '2026', '月']) {
    const asked = askForWords(part).replaceAll(/[+"]/g, '');
    expect(asked.endsWith('*') ? kept.includes(` ${asked.slice(0, -1)}`) : kept.includes(` ${asked} `), part).toBe(
      true,
    );
  }
  expect(kept.includes(askForWords('开具账单').replaceAll(/[+"]/g, ''))).toBe(false);
});
