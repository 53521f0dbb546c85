import type { Hotline, QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { expect, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { CallCenter } from './call-center.ts';
import { type SignedIn, signIn } from './desk.ts';
import { eventually } from './eventually.ts';

let changes = 0;

/** Servers read one change after another: when a later one is there, those before it are in force. */
export async function changesInForce(center: CallCenter, admin: SignedIn): Promise<void> {
  const queues = (await admin.ask('GET', '/api/v1/admin/queues')).body as QueueEdit[];
  const queue = queues.find(({ queueId }) => queueId === 'complaints');
  const sizeLimit = 1000 + ((changes += 1) % 1000);
  const put = (changed: object) => admin.ask('PUT', '/api/v1/admin/queues/complaints', changed);
  expect((await put({ ...queue, sizeLimit })).status).toBe(200);
  onTestFinished(async () => void (await put({ ...queue })));
  await eventually(
    async () => (await center.redis.hget(center.keys.queue('complaints'), 'sizeLimit')) === `${sizeLimit}`,
  );
}

/**
 * The administrator of a center. What is changed is in force when the function returns, and is as before when the test is
 * over: the database is shared by the run.
 */
export async function anAdministrator(center: CallCenter) {
  const admin = await signIn(center.url, '9001');
  const base = '/api/v1/admin';

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await admin.ask(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body as T;
  }
  async function find<T extends object>(path: string, isIt: (row: T) => boolean): Promise<T> {
    const row = (await ask<T[]>('GET', path)).find(isIt);
    if (row === undefined) throw new Error(`not in ${path}`);
    return row;
  }
  /** Puts `after` in place of what is there, until the test is over. */
  async function replace(path: string, before: unknown, after: unknown): Promise<void> {
    onTestFinished(async () => void (await ask('PUT', path, before)));
    await ask('PUT', path, after);
    await changesInForce(center, admin);
  }

  return {
    ask,
    async changesQueue(queueId: string, change: Partial<QueueEdit>): Promise<void> {
      const before = await find<QueueEdit>(`${base}/queues`, (queue) => queue.queueId === queueId);
      await replace(`${base}/queues/${queueId}`, before, { ...before, ...change });
    },
    async changesHotline(number: string, change: Partial<z.infer<typeof Hotline>>): Promise<void> {
      const before = await find<z.infer<typeof Hotline>>(`${base}/hotlines`, (hotline) => hotline.number === number);
      await replace(`${base}/hotlines/${number}`, before, { ...before, ...change });
    },
    async setsMembers(queueId: string, members: string[], turns: Record<string, number> = {}): Promise<void> {
      const path = `${base}/queues/${queueId}/members`;
      await replace(path, await ask('GET', path), { members, turns });
    },
    async setsSkills(employeeNo: string, skills: Record<string, number>): Promise<void> {
      const known = await ask<{ skillId: string }[]>('GET', `${base}/skills`);
      for (const skillId of Object.keys(skills)) {
        if (known.some((skill) => skill.skillId === skillId)) continue;
        await ask('POST', `${base}/skills`, { skillId, name: skillId, nameEn: skillId });
        onTestFinished(async () => void (await ask('DELETE', `${base}/skills/${skillId}`)));
      }
      const path = `${base}/accounts/${employeeNo}/skills`;
      await replace(path, await ask('GET', path), { skills });
    },
  };
}
