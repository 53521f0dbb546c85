import type { QueueOverflowEdit } from '@sansheng/shared/contracts/telephony/overflow';
import type { z } from 'zod';
import { onTestFinished } from 'vitest';
import type { CallCenter } from './call-center.ts';
import { type SignedIn, signIn } from './desk.ts';
import { eventually } from './eventually.ts';

const ids = { 'opening-hours': 'hoursId', 'special-days': 'date' } as const;

/** The administrator, changing settings as the screen does. What was changed is taken back when the test is over. */
export async function settings({ url, redis, keys }: CallCenter) {
  const who: SignedIn = await signIn(url, '9001');
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const reply = await who.ask(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
  /** Changes something, and waits until the server goes by it. */
  async function change(work: () => Promise<unknown>): Promise<void> {
    const readAt = async () => Number(await redis.hget(keys.queue('service'), 'rulesReadAt'));
    const before = await readAt();
    await work();
    await eventually(async () => (await readAt()) > before, { what: 'the changed settings' });
  }
  const takeBack = new Map<string, () => Promise<unknown>>();
  onTestFinished(async () => {
    for (const undo of [...takeBack.values()].reverse()) await undo();
  });
  return {
    who,
    ask,
    change,
    /** Added, or changed when it is there. */
    async put(kind: keyof typeof ids, row: object): Promise<void> {
      const path = `/api/v1/admin/${kind}`;
      const id = (row as Record<string, string>)[ids[kind]] ?? '';
      await change(async () => {
        if ((await who.ask('PUT', `${path}/${id}`, row)).status === 404) await ask('POST', path, row);
      });
      takeBack.set(`${path}/${id}`, () => ask('DELETE', `${path}/${id}`));
    },
    async putOverflow(edit: z.input<typeof QueueOverflowEdit>): Promise<void> {
      const path = `/api/v1/admin/queue-overflow/${edit.queueId}`;
      await change(() => ask('PUT', path, edit));
      takeBack.set(path, () => ask('PUT', path, { queueId: edit.queueId }));
    },
    async putQueue(queueId: string, edit: object): Promise<void> {
      const queues = (await ask('GET', '/api/v1/admin/queues')) as { queueId: string }[];
      const before = queues.find((queue) => queue.queueId === queueId);
      const path = `/api/v1/admin/queues/${queueId}`;
      await change(() => ask('PUT', path, { ...before, ...edit }));
      takeBack.set(path, () => ask('PUT', path, before));
    },
  };
}
