import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTakers, type Taker } from './wing-parts.ts';

describe('who may take a call in place of its queue', () => {
  it('is asked in the order that each feature has given', () => {
    const takers = createTakers();
    for (const [name, order] of [
      ['later', 30],
      ['first', 10],
      ['between', 20],
    ] as const)
      takers.add({ name, order });
    expect(takers.inOrder().map(({ name }) => name)).toEqual(['first', 'between', 'later']);
  });

  it('is refused at the start when two have the same order, name or callers', () => {
    const takers = createTakers();
    const press = async () => undefined;
    takers.add({ name: 'menu', order: 20, keys: { in: 'arrived', press } });
    const add = (taker: Taker) => () => takers.add(taker);
    expect(add({ name: 'survey', order: 20 })).toThrow(
      '"menu" and "survey" take calls in the same order, 20: give one of them another.',
    );
    expect(add({ name: 'menu', order: 21 })).toThrow('Two features take calls by the name "menu".');
    expect(add({ name: 'survey', order: 21, keys: { in: 'arrived', press } })).toThrow(
      '"menu" and "survey" both want the keys of callers whose call is arrived.',
    );
  });

  it('is, as the features of today have it', () => {
    const folder = fileURLToPath(new URL('./', import.meta.url));
    const added = globSync('*/*.ts', { cwd: folder }).flatMap((file) => {
      const text = readFileSync(`${folder}${file}`, 'utf8');
      return [...text.matchAll(/takers\.add\(\{\n\s+name: '(\w+)',\n\s+order: (\d+),\n([\s\S]*?)\n {2}\}\);/g)];
    });
    const list = added.map(([, name, order, body = '']) => {
      const moments = [...body.matchAll(/^ {4}(?:async )?(\w+)[:(]/gm)].map(([, moment]) => moment);
      const state = /keys: \{ in: '(\w+)'/.exec(body)?.[1];
      return `${order} ${name}: ${moments.join(', ').replace('keys', `keys while ${state}`)}`;
    });
    expect(list.sort()).toEqual([
      '10 vote: keys while ended, callerLeft, goodbyeSaid',
      '20 menu: atHotline, keys while arrived',
      '30 overflow: beforeQueue, whenFull, keys while away',
      '40 callback: keys while waiting, callerLeft, goodbyeSaid',
    ]);
  });
});
