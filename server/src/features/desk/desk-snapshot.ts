import type { DeskSnapshot } from '@sansheng/shared/contracts/desk';
import type { LiveAgent } from '../agents/index.ts';
import type { LiveCall } from '../calls/index.ts';

/** What a seat sees of itself. `call` is the call the seat is offered or talks on, when there is one. */
export function makeDeskSnapshot(agent: LiveAgent, call: LiveCall | null, nowMs: number): DeskSnapshot {
  const isOffered =
    agent.state === 'offered' && call?.state === 'offered' && call.rings.some((ring) => ring.agentId === agent.agentId);
  const isDialling = call?.state === 'dialling';
  const isTalking =
    agent.state === 'talking' && (call?.state === 'talking' || isDialling) && call?.agentId === agent.agentId;
  return {
    seq: agent.seq,
    serverNowMs: nowMs,
    agentId: agent.agentId,
    state: agent.state,
    reason: agent.reason,
    sinceMs: agent.sinceMs,
    pending: agent.pendingState === null ? null : { state: agent.pendingState, reason: agent.pendingReason },
    offer: isOffered
      ? {
          callId: call.callId,
          offerGen: agent.offerGen ?? call.offerGen,
          offeredAtMs: agent.offeredAtMs ?? nowMs,
          deadlineAtMs: agent.deadlineAtMs ?? nowMs,
          ringCycleMs: call.ringCycleMs,
        }
      : null,
    call: isTalking
      ? {
          callId: call.callId,
          answeredAtMs: (isDialling ? call.dialledAtMs : call.answeredAtMs) ?? nowMs,
          isDialling,
          heldSinceMs: call.heldSinceMs,
          isMuted: call.isMuted,
          queueId: call.queueId ?? '',
        }
      : null,
    wrapUp:
      agent.state === 'wrapUp' && agent.wrapCallId !== null
        ? {
            callId: agent.wrapCallId,
            startedAtMs: agent.wrapStartMs ?? agent.sinceMs,
            deadlineAtMs: agent.wrapDeadlineMs,
          }
        : null,
    phone: { isRegistered: agent.isRegistered, hasMicrophone: agent.hasMicrophone },
  };
}
