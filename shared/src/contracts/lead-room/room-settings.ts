/** Settings of the room. */
import { z } from 'zod';
import { settingDeeds } from '../settings/audit.ts';

export const roomAudit = {
  alarmLimit: settingDeeds,
  roomSettings: ['changed'],
} as const;

export const RoomSettings = z.object({
  /** A seat is shown that a lead listens, whispers or has joined. */
  isCoachingSeen: z.boolean(),
  /** Addresses or ranges (`10.1.0.0/16`) that see the wallboard without signing in; none: nobody. */
  wallboardAddresses: z.array(z.string().trim().min(2).max(64)).max(100),
  /** Webhooks may go to addresses in the private network. */
  allowsPrivateWebhooks: z.boolean(),
});
export type RoomSettings = z.infer<typeof RoomSettings>;

const seconds = z.number().int().min(1).max(86_400).nullable().default(null);
/** Limits of alarms: of one queue, or of the center (`*`) where a queue sets none. */
export const AlarmLimit = z.object({
  queueId: z.string().regex(/^(\*|[a-z0-9][a-z0-9-]{0,39})$/),
  longestWaitSeconds: seconds,
  /** Today's share within three rings. */
  serviceLevelPercent: z.number().int().min(1).max(100).nullable().default(null),
  longTalkSeconds: seconds,
  longHoldSeconds: seconds,
  longWrapUpSeconds: seconds,
  /** Mean opinion score times ten, 10 to 45. */
  leastMosTenths: z.number().int().min(10).max(45).nullable().default(null),
  /** A caller waits and no agent of the queue is signed in. */
  noSeat: z.boolean().nullable().default(null),
});
export type AlarmLimit = z.infer<typeof AlarmLimit>;
