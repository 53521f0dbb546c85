import { defineTransition, type LiveHandle } from '../../telephony/index.ts';
import type { AppContext } from '../../platform/app-context.ts';
import type { WorkersReading } from './judge-workers.ts';
import { type AlarmCause, isSeenFrom, type Outlook } from './find-alarms.ts';

type Stores = Pick<AppContext, 'redis' | 'keys'>;

const raise = defineTransition({
  script: new URL('./lua/raise-alarm.lua', import.meta.url),
  args: { name: 'text', kind: 'text', agentId: 'text', queueId: 'text', callId: 'text' },
  replies: { raised: {}, standing: {} },
});
const end = defineTransition({
  script: new URL('./lua/end-alarm.lua', import.meta.url),
  args: { name: 'text' },
  replies: { ended: {}, gone: {} },
});
const acknowledge = defineTransition({
  script: new URL('./lua/acknowledge-alarm.lua', import.meta.url),
  args: { alarmId: 'text', byAgentId: 'text' },
  replies: { acknowledged: {} },
});

/**
 * Brings the alarms in Redis up to date: raises new ones, and ends those that are over as far as this server can tell.
 */
export async function settleAlarms(
  { redis, keys }: Stores,
  state: LiveHandle,
  due: readonly AlarmCause[],
  here: Outlook,
): Promise<void> {
  const standing = new Set(await redis.hkeys(keys.alarms));
  for (const { name, kind, agentId, queueId, callId } of due) {
    if (!standing.delete(name))
      await raise(state, { name, kind, agentId: agentId ?? '', queueId: queueId ?? '', callId: callId ?? '' });
  }
  for (const name of standing) {
    if (isSeenFrom(here, name)) await end(state, { name });
  }
}

export const acknowledgeAlarm = (state: LiveHandle, alarmId: string, byAgentId: string) =>
  acknowledge(state, { alarmId, byAgentId });

/** How far the queue-workers have come with the event stream. */
export async function readWorkers({ redis, keys }: Stores): Promise<WorkersReading> {
  const { events, recordsGroup } = keys;
  const [[seconds, micros], groups] = await Promise.all([
    redis.time() as unknown as Promise<[string, string]>,
    // Nothing has happened yet, and nobody has asked.
    unlessMissing(redis.xinfo('GROUPS', events), []),
  ]);
  const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
  const group = (groups as Flat[]).map(named).find(({ name }) => name === recordsGroup);
  if (group === undefined) return { nowMs, unwrittenSinceMs: null, askedAtMs: null };
  const [consumers, [, firstPending], [next]] = await Promise.all([
    unlessMissing(redis.xinfo('CONSUMERS', events, recordsGroup), []) as Promise<Flat[]>,
    unlessMissing(redis.xpending(events, recordsGroup), []) as Promise<[number?, (string | null)?]>,
    redis.xrange(events, `(${group['last-delivered-id']}`, '+', 'COUNT', 1),
  ]);
  const unwritten = [firstPending, next?.[0]]
    .filter((id) => typeof id === 'string')
    .map((id) => Number.parseInt(id, 10));
  const idle = consumers.map((consumer) => Number(named(consumer).idle));
  return {
    nowMs,
    unwrittenSinceMs: unwritten.length > 0 ? Math.min(...unwritten) : null,
    askedAtMs: idle.length > 0 ? nowMs - Math.min(...idle) : null,
  };
}

/** As Redis gives an object: names and values in turn. */
type Flat = (string | number)[];
const named = (flat: Flat): Record<string, string | number> =>
  Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? '']] : [])));

/** `otherwise` while the stream or its group is not there. */
const unlessMissing = <T, O>(reply: Promise<T>, otherwise: O): Promise<T | O> =>
  reply.catch((error: Error) => {
    if (/no such key|NOGROUP/.test(error.message)) return otherwise;
    throw error;
  });
