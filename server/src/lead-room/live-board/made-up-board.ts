import type { LiveQueue, LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { nothingToday } from '@sansheng/shared/domain/three-ring-rate';
import { seatOffline } from './live-board.ts';

/** What the tests of the board and of its alarms look at: nothing goes on but for what is changed. */
export const aQueue = (change: Partial<LiveQueue> = {}): LiveQueue => ({
  queueId: 'service',
  name: '综合服务',
  nameEn: 'General service',
  waiting: 0,
  longestSinceMs: null,
  ringing: 0,
  talking: 0,
  ready: 0,
  waitingLate: 0,
  seatsRinging: 0,
  seatsTalking: 0,
  wrapUp: 0,
  notReady: 0,
  today: nothingToday,
  ...change,
});
export const aSeat = (change: Partial<LiveSeat> = {}): LiveSeat => ({
  ...seatOffline({ agentId: '1001', name: 'Ana', teamId: null, teamName: null }),
  state: 'ready',
  isRegistered: true,
  ...change,
});
