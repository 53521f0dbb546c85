import { flag, flagOrNull, intOrNull, json, key, table } from '../table.ts';

/** Limits of alarms: of one queue, or of the center ('*') where a queue sets none (null). */
export interface AlarmLimitRow {
  queueId: string;
  longestWaitSeconds: number | null;
  /** Today's share within three rings, below which it is an alarm. */
  serviceLevelPercent: number | null;
  longTalkSeconds: number | null;
  longHoldSeconds: number | null;
  longWrapUpSeconds: number | null;
  leastMosTenths: number | null;
  /** A caller waits and no agent of the queue is signed in. */
  noSeat: boolean | null;
}
export const AlarmLimitSchema = table<AlarmLimitRow>('alarm_limits', {
  queueId: key,
  longestWaitSeconds: intOrNull,
  serviceLevelPercent: intOrNull,
  longTalkSeconds: intOrNull,
  longHoldSeconds: intOrNull,
  longWrapUpSeconds: intOrNull,
  leastMosTenths: intOrNull,
  noSeat: flagOrNull,
});

/** The one row `room`. */
export interface RoomSettingsRow {
  name: 'room';
  /** A seat is shown that a lead listens, whispers or has joined. */
  isCoachingSeen: boolean;
  /** Addresses or ranges (CIDR) that see the wallboard without signing in. */
  wallboardAddresses: string[];
  /** Webhooks may go to addresses in the private network. */
  allowsPrivateWebhooks: boolean;
}
export const RoomSettingsSchema = table<RoomSettingsRow>('room_settings', {
  name: key,
  isCoachingSeen: flag,
  wallboardAddresses: json,
  allowsPrivateWebhooks: flag,
});
