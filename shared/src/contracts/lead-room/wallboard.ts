/** Content of the wallboard: figures of queues and states of seats, no customer names, no numbers. */
import { z } from 'zod';
import { agentStates } from '../../domain/agent-state.ts';
import { LiveAlarm, LiveQueue } from './live-board.ts';

export const Wallboard = z.object({
  serverNowMs: z.number(),
  ringCycleMs: z.number().int(),
  timeZone: z.string(),
  queues: z.array(LiveQueue),
  /** Seats by state. */
  seats: z.record(z.enum(agentStates), z.number().int()),
  /** Current alarms about queues. */
  alarms: z.array(LiveAlarm.pick({ alarmId: true, kind: true, atMs: true, queueId: true })),
});
export type Wallboard = z.infer<typeof Wallboard>;
