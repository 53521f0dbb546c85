import { expect, it } from 'vitest';
import { createInOrder } from './in-order.ts';

it('runs the work of one key one after another and of two keys side by side', async () => {
  const inOrder = createInOrder();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inOrder('a', async () => {
    await gate.promise;
    seen.push('a1');
  });
  const second = inOrder('a', async () => seen.push('a2'));
  await inOrder('b', async () => seen.push('b1'));
  gate.resolve();
  await Promise.all([first, second]);
  expect(seen).toEqual(['b1', 'a1', 'a2']);
});

it('goes on after a failure, which only its own caller sees', async () => {
  const inOrder = createInOrder();
  const failed = inOrder('a', () => Promise.reject(new Error('no')));
  const next = inOrder('a', async () => 'next');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('next');
});

it('does not wait for itself when nested', async () => {
  const inOrder = createInOrder();
  expect(await inOrder('a', () => inOrder('b', () => inOrder('a', async () => 'inner')))).toBe('inner');
});

it('queues work that a turn did not await like any other', async () => {
  const inOrder = createInOrder();
  const seen: string[] = [];
  const over = Promise.withResolvers<void>();
  let left: Promise<unknown> = Promise.resolve();
  await inOrder('a', async () => {
    left = over.promise.then(() => inOrder('a', async () => seen.push('left behind')));
  });
  const gate = Promise.withResolvers<void>();
  const later = inOrder('a', async () => {
    over.resolve();
    await gate.promise;
    seen.push('later turn');
  });
  setImmediate(gate.resolve);
  await Promise.all([left, later]);
  expect(seen).toEqual(['later turn', 'left behind']);
});
