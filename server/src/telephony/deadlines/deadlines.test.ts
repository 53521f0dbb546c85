import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { deadlineKinds, type DeadlineKind } from './deadline-kinds.ts';
import { createDeadlines } from './deadlines.ts';

const all = Object.keys(deadlineKinds) as DeadlineKind[];

it('gives a handler the parts of the name by what they are', async () => {
  const deadlines = createDeadlines();
  const seen: unknown[] = [];
  for (const kind of all) deadlines.on(kind, async (due) => void seen.push(due));
  const handlers = deadlines.handlers();
  await handlers.seatAway?.('c1', '12');
  await handlers.wrapUp?.('1001', 'c1');
  expect(seen).toEqual([
    { callId: 'c1', offerGen: 12 },
    { agentId: '1001', callId: 'c1' },
  ]);
});

it('names the deadline that two features registered', () => {
  const deadlines = createDeadlines();
  deadlines.on('overflow', async () => undefined);
  expect(() => deadlines.on('overflow', async () => undefined)).toThrow(
    'Two features registered the deadline "overflow": one of them has to give it up.',
  );
});

it('names the deadlines that no feature registered', () => {
  const deadlines = createDeadlines();
  for (const kind of all) if (kind !== 'vote' && kind !== 'pause') deadlines.on(kind, async () => undefined);
  expect(() => deadlines.handlers()).toThrow('No feature registered the deadline "pause", "vote"');
});

it('knows every deadline that a script sets or drops, and no other', () => {
  const server = fileURLToPath(new URL('../../', import.meta.url));
  const named = new Set<string>();
  for (const file of globSync('**/*.lua', { cwd: server })) {
    for (const line of readFileSync(`${server}${file}`, 'utf8').split('\n')) {
      if (!/\b(at|drop)\(|'deadlines'|member/.test(line)) continue;
      for (const [, kind = ''] of line.matchAll(/'([a-zA-Z]+):' \.\. /g)) named.add(kind);
    }
  }
  expect([...named].sort()).toEqual([...all].sort());
});
