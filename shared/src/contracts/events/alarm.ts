/** Alarms that leads have set limits for. */
import { z } from 'zod';
import { watchedAlarmKinds } from '../lead-room/live-board.ts';

export const alarmEvents = {
  /** An alarm by the configured limits: raised, ended, acknowledged by a lead. */
  'alarm.raised': z.object({
    alarmId: z.string(),
    kind: z.enum(watchedAlarmKinds),
    queueId: z.string(),
    callId: z.string(),
  }),
  'alarm.ended': z.object({ alarmId: z.string() }),
  'alarm.acknowledged': z.object({ alarmId: z.string() }),
} as const;
