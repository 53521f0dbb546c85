/**
 * The event stream: what happened, in order, appended by the same Lua script that made the change.
 * Each entry of the Redis stream has the fields `type`, `at` (ms), `call` (id or ''), `agent` (employee number or '')
 * and `data` (JSON). The stream id orders and names the event; replaying one changes nothing.
 */
import type { z } from 'zod';
import { agentEvents } from './events/agent.ts';
import { alarmEvents } from './events/alarm.ts';
import { callEvents } from './events/call.ts';
import { callQualityEvents } from './events/call-quality.ts';
import { callbackEvents } from './events/callback.ts';
import { helpEvents } from './events/help.ts';
import { legEvents } from './events/legs.ts';
import { menuEvents } from './events/menu.ts';
import { outboundEvents } from './events/outbound.ts';
import { recordingEvents } from './events/recording.ts';
import { routingEvents } from './events/routing.ts';
import { voteEvents } from './events/vote.ts';
import { waitingEvents } from './events/waiting.ts';
import { wrapUpEvents } from './events/wrap-up.ts';

/** Payload (`data`) of every event type, by chapter. */
export const eventData = {
  ...callEvents,
  ...menuEvents,
  ...routingEvents,
  ...waitingEvents,
  ...callbackEvents,
  ...outboundEvents,
  ...legEvents,
  ...callQualityEvents,
  ...recordingEvents,
  ...voteEvents,
  ...wrapUpEvents,
  ...alarmEvents,
  ...helpEvents,
  ...agentEvents,
} as const;

export type EventType = keyof typeof eventData;
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;

export type LiveEvent = {
  [T in EventType]: { id: string; type: T; atMs: number; callId: string; agentId: string; data: EventData<T> };
}[EventType];

/** Parses the flat field list of one stream entry. Throws on a type or payload it does not know. */
export function parseLiveEvent(id: string, fields: readonly string[]): LiveEvent {
  const entry: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2) entry[fields[i] as string] = fields[i + 1] as string;
  const type = entry.type as EventType;
  const schema = eventData[type];
  if (schema === undefined) throw new Error(`unknown event type ${entry.type} in ${id}`);
  return {
    id,
    type,
    atMs: Number(entry.at),
    callId: entry.call ?? '',
    agentId: entry.agent ?? '',
    data: schema.parse(JSON.parse(entry.data ?? '{}')),
  } as LiveEvent;
}
