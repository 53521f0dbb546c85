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

/** Events that other software is told: the calls' milestones, and every alarm. */
export function toldOf(event: LiveEvent): Told[] {
  const base = { id: event.id, atMs: event.atMs, callId: event.callId, agentId: event.agentId };
  const kind = kindOf[event.type];
  const told: Told[] = [];
  if (kind !== undefined) {
    // The reason for choosing a seat names other seats and calls, so it stays inside.
    const { why: _, ...data } = event.data as Record<string, unknown>;
    told.push({ ...base, kind, data: event.type === 'call.ended' ? { ...event.data } : data });
  }
  const alarm = alarmOf(event);
  if (alarm !== null) told.push({ ...base, id: `${event.id}-alarm`, kind: 'alarm.raised', data: { ...alarm } });
  return told;
}
