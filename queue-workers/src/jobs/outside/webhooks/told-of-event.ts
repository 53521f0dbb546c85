import type { LiveEvent } from '@sansheng/shared/contracts/events';
import type { WebhookKind } from '@sansheng/shared/contracts/outside/webhooks';
import type { Told } from '@sansheng/shared/db';
import { alarmOf } from '@sansheng/shared/domain/alarm';

const kindOf: Partial<Record<LiveEvent['type'], WebhookKind>> = {
  'call.arrived': 'call.arrived',
  'routing.offered': 'call.offered',
  'call.answered': 'call.answered',
  'call.ended': 'call.ended',
};

/** What of the stream is told outside: the calls' milestones, and every alarm. */
export function toldOf(event: LiveEvent): Told[] {
  const base = { id: event.id, atMs: event.atMs, callId: event.callId, agentId: event.agentId };
  const kind = kindOf[event.type];
  const told: Told[] = [];
  if (kind !== undefined) {
    // Why a seat was chosen names other seats and calls: that stays inside.
    const { why: _, ...data } = event.data as Record<string, unknown>;
    told.push({ ...base, kind, data: event.type === 'call.ended' ? { ...event.data } : data });
  }
  const alarm = alarmOf(event);
  if (alarm !== null) told.push({ ...base, id: `${event.id}-alarm`, kind: 'alarm.raised', data: { ...alarm } });
  return told;
}
