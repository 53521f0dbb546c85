import type { AuditNote } from '@sansheng/shared/db';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { auditedAct } from './audited-act.ts';
import { UserError } from './http/user-error.ts';

const note = {
  employeeNo: '2001',
  action: 'call.pulled',
  target: 'c1',
  address: '',
  detail: { agentId: '1001' },
} as const;

/** What happened, in order. `fails`: from which entry on none can be written. */
function aLog({ fails = Infinity } = {}) {
  const happened: unknown[] = [];
  let written = 0;
  const audit = async ({ detail }: AuditNote) => {
    written += 1;
    if (written > fails - 1) throw new Error('no place for entries');
    happened.push(detail);
  };
  return { happened, parts: { audit, log: pino({ level: 'silent' }) } };
}

it('writes the entry before the act', async () => {
  const { happened, parts } = aLog();
  expect(await auditedAct(parts, note, async () => happened.push('act'))).toBe(2);
  expect(happened).toEqual([{ agentId: '1001' }, 'act']);
});

it('does nothing that cannot be entered', async () => {
  const { happened, parts } = aLog({ fails: 1 });
  await expect(auditedAct(parts, note, async () => happened.push('act'))).rejects.toThrow('no place');
  expect(happened).toEqual([]);
});

it('says of an act that came to nothing why it did', async () => {
  const { happened, parts } = aLog();
  const act = (error: Error) =>
    auditedAct(parts, note, async () => {
      throw error;
    });
  await expect(act(new UserError('notWaiting'))).rejects.toThrow('notWaiting');
  await expect(act(new Error('the switch is away'))).rejects.toThrow('switch');
  expect(happened).toEqual([
    { agentId: '1001' },
    { agentId: '1001', notDone: 'notWaiting' },
    { agentId: '1001' },
    { agentId: '1001', notDone: 'internal' },
  ]);
});

it('answers with the refusal also when that cannot be entered any more', async () => {
  const { happened, parts } = aLog({ fails: 2 });
  const act = async () => {
    throw new UserError('notWaiting');
  };
  await expect(auditedAct(parts, note, act)).rejects.toThrow('notWaiting');
  expect(happened).toEqual([{ agentId: '1001' }]);
});
