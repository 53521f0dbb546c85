import type { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import { onTestFinished } from 'vitest';
import type { CallCenter } from './call-center.ts';
import { signIn } from './desk.ts';
import { eventually } from './eventually.ts';

/** Changes settings of a queue as the administrator does, until the test is over: the database is shared by the run. */
export async function changeQueue(center: CallCenter, queueId: string, change: Partial<QueueEdit>): Promise<void> {
  const admin = await signIn(center.url, '9001');
  const queues = (await admin.ask('GET', '/api/v1/admin/queues')).body as QueueEdit[];
  const before = queues.find((queue) => queue.queueId === queueId);
  if (before === undefined) throw new Error(`no queue ${queueId}`);
  const put = async (queue: QueueEdit) => {
    const { status, body } = await admin.ask('PUT', `/api/v1/admin/queues/${queueId}`, queue);
    if (status >= 300) throw new Error(`the queue was not changed: ${status} ${JSON.stringify(body)}`);
  };
  onTestFinished(() => put(before));
  await put({ ...before, ...change });
  const everyMs = (change.announceEverySeconds ?? before.announceEverySeconds) * 1000;
  // Routing reads what was changed a moment later.
  await eventually(
    async () => Number(await center.redis.hget(center.keys.queue(queueId), 'announceEveryMs')) === everyMs,
  );
}
