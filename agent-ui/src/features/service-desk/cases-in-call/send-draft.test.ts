import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDraftSender } from './send-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const draft = (title: string) => ({ atMs: 1, draft: { fields: { title } } });
const gone = { atMs: 2, draft: null };

it('sends the latest of a second, and what is thrown away at once, one after the other', async () => {
  const arrived: unknown[] = [];
  const answers: (() => void)[] = [];
  const sender = createDraftSender((given) => {
    arrived.push(given);
    return new Promise<void>((answer) => void answers.push(answer));
  });
  sender.send(draft('账'));
  sender.send(draft('账单'));
  await vi.advanceTimersByTimeAsync(999);
  expect(arrived).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(arrived).toEqual([draft('账单')]);
  sender.send(gone);
  sender.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(arrived).toHaveLength(1);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(arrived).toEqual([draft('账单'), gone]);
});

it('goes on after one that did not arrive', async () => {
  const arrived: unknown[] = [];
  const sender = createDraftSender((given) => {
    arrived.push(given);
    return arrived.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve();
  });
  for (const title of ['一', '二']) {
    sender.send(draft(title));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(arrived).toEqual([draft('一'), draft('二')]);
});
