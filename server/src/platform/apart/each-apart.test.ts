import { expect, it } from 'vitest';
import { eachApart } from './each-apart.ts';

it('starts each in turn, whatever the previous one does', async () => {
  const begun: string[] = [];
  const failures: string[] = [];
  const outcome = await eachApart(
    ['good', 'throws', 'rejects', 'hangs', 'last'],
    (item) => {
      begun.push(item);
      if (item === 'throws') throw new Error(item);
      if (item === 'rejects') return Promise.reject(new Error(item));
      return item === 'hangs' ? new Promise(() => undefined) : Promise.resolve();
    },
    { eachMs: 20, allMs: 1000, onFailed: (item) => failures.push(item) },
  );
  expect(begun).toEqual(['good', 'throws', 'rejects', 'hangs', 'last']);
  expect(failures).toEqual(['throws', 'rejects']);
  expect(outcome).toEqual({ failed: ['throws', 'rejects'], late: ['hangs'] });
});

it('waits for a hundred that hang no longer than the limit for all', async () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  const startedAtMs = performance.now();
  const { late } = await eachApart(items, () => new Promise(() => undefined), {
    eachMs: 1000,
    allMs: 50,
    onFailed: () => undefined,
  });
  expect(late).toHaveLength(100);
  expect(performance.now() - startedAtMs).toBeLessThan(1000);
});

it('reports one that fails after its turn', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  await eachApart(['slow'], () => new Promise((_, reject) => setTimeout(reject, 30)), {
    eachMs: 1,
    allMs: 1,
    onFailed: resolve,
  });
  expect(await promise).toBe('slow');
});
