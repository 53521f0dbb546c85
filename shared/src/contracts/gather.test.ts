import { expect, it } from 'vitest';
import * as contracts from './brought.ts';

it.each(['Errors', 'Access', 'Jobs', 'Audit'])('has no name twice among the %s that contracts bring', (kind) => {
  const names = Object.values(contracts).flatMap((contract) =>
    Object.entries(contract).flatMap(([name, part]) => (name.endsWith(kind) ? Object.keys(part) : [])),
  );
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

it('knows every contract that brings something', async () => {
  const { readdir } = await import('node:fs/promises');
  const files = (await readdir(import.meta.dirname, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'brought.ts' && file !== 'gather.ts',
  );
  const known = Object.values(contracts).flatMap((contract) => Object.keys(contract));
  for (const file of files) {
    const names = Object.keys((await import(new URL(file, import.meta.url).href)) as object);
    expect(
      names.filter((name) => /(Errors|Access|Jobs|Audit)$/.test(name) && !known.includes(name)),
      file,
    ).toEqual([]);
  }
});
