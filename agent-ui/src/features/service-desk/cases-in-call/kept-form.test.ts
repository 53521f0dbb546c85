import { expect, it } from 'vitest';
import { serverClock } from '../../../socket/server-clock.ts';
import { createFormKeeper } from './kept-form.ts';

function aStorage(): Storage {
  const kept: Record<string, string> = {};
  const methods = {
    getItem: (name: string) => kept[name] ?? null,
    setItem: (name: string, value: string) => void (kept[name] = value),
    removeItem: (name: string) => void delete kept[name],
  };
  for (const name of Object.keys(methods)) Object.defineProperty(kept, name, { value: methods[name as 'getItem'] });
  return kept as unknown as Storage;
}

it('has what a page that died was told, for the same person and form alone, until it is saved', () => {
  const storage = aStorage();
  createFormKeeper('1001', storage).keep('case.c1', { title: '账单' });
  const next = createFormKeeper('1001', storage);
  expect(next.read('case.c1')?.values).toEqual({ title: '账单' });
  expect(next.read('case.c2')).toBeNull();
  expect(createFormKeeper('1002', storage).read('case.c1')).toBeNull();
  next.forget('case.c1');
  expect(next.read('case.c1')).toBeNull();
});

it('forgets what is older than a day of work', () => {
  const storage = aStorage();
  storage.setItem(
    'sansheng.form.1001.case.c1',
    JSON.stringify({ atMs: serverClock.nowMs() - 21 * 3_600_000, values: {} }),
  );
  createFormKeeper('1001', storage).read('case.c2');
  expect(Object.keys(storage)).toEqual([]);
});
