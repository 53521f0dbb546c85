import { type Happening, happening } from './records-center.ts';

const arrived = (callId: string, callerNumber: string) =>
  happening('call.arrived', 0, callId, {
    node: 'node1',
    channelId: `channel-${callId}`,
    hotline: '4000',
    callerNumber,
    ringCycleMs: 5000,
  });
const queued = (callId: string, queueId = 'service') =>
  happening('routing.callQueued', 5, callId, { queueId, priority: 5 });
const stateChanged = (afterMs: number, callId: string, agentId: string, from: string, to: string) =>
  happening('agent.stateChanged', afterMs, callId, { from, to, reason: '', lastedMs: 0 } as never, agentId);

/** Answered by a seat after `waitMs`, talked for a minute, wrapped up: 11 events, 12 with a recording. */
export function answeredCall(callId: string, agentId: string, waitMs = 4000, recordingId?: string): Happening[] {
  const endMs = waitMs + 60_000;
  return [
    arrived(callId, '13800138000'),
    happening('call.identified', 4, callId, {
      e164: '+8613800138000',
      numberKind: 'mobile',
      customerId: 'c00000',
      customerName: '王芳',
      tier: 'vip',
    }),
    queued(callId),
    happening(
      'routing.offered',
      10,
      callId,
      { offerGen: 1, queueId: 'service', deadlineAtMs: 0, waitedMs: 10 },
      agentId,
    ),
    stateChanged(10, callId, agentId, 'ready', 'offered'),
    happening('call.answered', waitMs, callId, { offerGen: 1, waitedMs: waitMs }, agentId),
    stateChanged(waitMs, callId, agentId, 'offered', 'talking'),
    ...(recordingId === undefined
      ? []
      : [
          happening(
            'recording.started',
            waitMs + 1,
            callId,
            { recordingId, agentFile: `${recordingId}-agent.wav`, customerFile: `${recordingId}-customer.wav` },
            agentId,
          ),
        ]),
    happening('call.ended', endMs, callId, { outcome: 'answered', endedBy: 'customer', cause: 16, why: '' }),
    stateChanged(endMs, callId, agentId, 'talking', 'wrapUp'),
    happening(
      'wrapUp.finished',
      endMs + 20_000,
      callId,
      { categoryId: 'enquiry-bill', result: 'resolved', note: '好', complete: true, wrapUpMs: 20_000 },
      agentId,
    ),
    stateChanged(endMs + 20_000, callId, agentId, 'wrapUp', 'ready'),
  ];
}

/** Gave up after `waitMs`, having rung at one seat to the end when that took long enough. */
export function abandonedCall(callId: string, waitMs: number, agentId = '1003'): Happening[] {
  const rona =
    waitMs <= 15_000
      ? []
      : [
          happening(
            'routing.offered',
            10,
            callId,
            { offerGen: 1, queueId: 'service', deadlineAtMs: 0, waitedMs: 10 },
            agentId,
          ),
          happening('routing.offerExpired', 14_990, callId, { offerGen: 1, cause: 'ignored' }, agentId),
          happening('call.centerAnswered', 15_000, callId, {}),
        ];
  return [
    arrived(callId, '01088881234'),
    queued(callId),
    ...rona,
    happening('call.ended', waitMs, callId, { outcome: 'abandoned', endedBy: 'customer', cause: 16, why: '' }),
  ];
}
