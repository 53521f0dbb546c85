/** Alarms that one event makes by itself; those that limits make are raised as `alarm.raised`. */
import type { LiveEvent } from '../contracts/events.ts';
import type { LiveAlarm } from '../contracts/lead-room/live-board.ts';

/** What a lead must be told at once. Null for events that alarm nobody. */
export function alarmOf(event: LiveEvent): LiveAlarm | null {
  const base = {
    alarmId: event.id,
    atMs: event.atMs,
    agentId: event.agentId || null,
    callId: event.callId || null,
    queueId: null,
    cause: '',
    endedAtMs: null,
    acknowledgedBy: null,
  };
  switch (event.type) {
    case 'routing.offerExpired':
    case 'routing.offerFailed':
      return { ...base, kind: 'rona', cause: event.data.cause };
    case 'call.centerAnswered':
      return event.data.isThirdRing === true
        ? { ...base, kind: 'thirdRing', queueId: event.data.queueId || null }
        : null;
    case 'call.soundLost':
      return { ...base, kind: 'oneWayAudio', cause: event.data.direction };
    case 'help.asked':
      return { ...base, kind: 'help', cause: event.data.reason };
    case 'agent.stateChanged':
      return event.data.to === 'notReady' &&
        (event.data.reason === 'disconnected' || event.data.reason === 'unreachable') &&
        event.data.from === 'ready'
        ? { ...base, kind: 'seatUnreachable', cause: event.data.reason }
        : null;
    case 'alarm.raised': {
      const { alarmId, kind, queueId, callId } = event.data;
      return { ...base, alarmId, kind, queueId: queueId || null, callId: callId || null };
    }
    default:
      return null;
  }
}

/** Whether this event puts right what the alarm is about: a seat that could not be rung is there again, or has left. */
export function isEndedBy(alarm: LiveAlarm, event: LiveEvent): boolean {
  const isSameCall = alarm.callId !== null && alarm.callId === event.callId;
  const isSameSeat = isSameCall && alarm.agentId === event.agentId;
  switch (event.type) {
    case 'alarm.ended':
      return alarm.alarmId === event.data.alarmId;
    case 'agent.stateChanged':
      return (
        (alarm.kind === 'rona' || alarm.kind === 'seatUnreachable') &&
        alarm.agentId === event.agentId &&
        (event.data.to === 'ready' || event.data.to === 'offline')
      );
    case 'help.ended':
      return alarm.kind === 'help' && isSameSeat;
    case 'call.soundRestored':
      return alarm.kind === 'oneWayAudio' && isSameSeat;
    case 'call.answered':
      return alarm.kind === 'thirdRing' && isSameCall;
    case 'call.ended':
      return (alarm.kind === 'thirdRing' || alarm.kind === 'oneWayAudio') && isSameCall;
    default:
      return false;
  }
}
