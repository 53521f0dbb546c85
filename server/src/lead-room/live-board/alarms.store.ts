import { defineTransition, type LiveState } from '../../telephony/index.ts';
import { type AlarmCause, isSeenFrom } from './find-alarms.ts';

const raise = defineTransition<{ result: 'raised' | 'standing' }>(new URL('./lua/raise-alarm.lua', import.meta.url));
const end = defineTransition<{ result: 'ended' | 'gone' }>(new URL('./lua/end-alarm.lua', import.meta.url));
const acknowledge = defineTransition<{ result: 'acknowledged' }>(
  new URL('./lua/acknowledge-alarm.lua', import.meta.url),
);

/**
 * Brings the alarms in Redis up to date: raises new ones, and ends those that are over as far as this server can tell.
 */
export async function settleAlarms(
  state: LiveState,
  due: readonly AlarmCause[],
  here: { machine: string; node: string | null },
): Promise<void> {
  const standing = new Set(await state.redis.hkeys(state.keys.alarms));
  for (const { name, kind, agentId, queueId, callId } of due) {
    if (!standing.delete(name)) await raise(state, name, kind, agentId ?? '', queueId ?? '', callId ?? '');
  }
  for (const name of standing) {
    if (isSeenFrom(here, name)) await end(state, name);
  }
}

export const acknowledgeAlarm = (state: LiveState, alarmId: string, byAgentId: string) =>
  acknowledge(state, alarmId, byAgentId);

/** Customers' lines in use, and how many there may be. */
export async function readLines(
  { redis, keys }: LiveState,
  callersLetIn: (seats: number) => number,
): Promise<{ used: number; most: number }> {
  const [used, seats] = await Promise.all([redis.hlen(keys.channels), redis.scard(keys.agents)]);
  return { used, most: callersLetIn(seats) };
}
