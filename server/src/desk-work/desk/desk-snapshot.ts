import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import type { LiveAgent, LiveCall } from '../../telephony/index.ts';

/**
 * What a seat sees of itself. `call` is the call the seat is offered, talks on or takes part in, when there is one;
 * `nameOf` knows the names of its seats.
 */
export function makeDeskSnapshot(
  agent: LiveAgent,
  call: LiveCall | null,
  nameOf: (agentId: string) => string,
  nowMs: number,
): DeskSnapshot {
  const leg = call?.legs.find((one) => one.kind !== 'number' && one.who === agent.agentId);
  const isOffered =
    agent.state === 'offered' &&
    call !== null &&
    (call.rings.some((ring) => ring.agentId === agent.agentId) ||
      leg?.state === 'ringing' ||
      call.calleeId === agent.agentId);
  const isCallee = call?.calleeId === agent.agentId;
  const isDialling = call?.state === 'dialling';
  const isTalking =
    agent.state === 'talking' &&
    call !== null &&
    (call.state === 'talking' || isDialling) &&
    (call.agentId === agent.agentId || leg?.state === 'up' || (isCallee && !isDialling));
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
          pickedUpAtMs: agent.pickedUpAtMs,
          leg: leg === undefined ? null : { role: leg.role, by: leg.by, byName: nameOf(leg.by) },
        }
      : null,
    call: isTalking
      ? {
          callId: call.callId,
          answeredAtMs: leg?.sinceMs ?? (isDialling ? call.dialledAtMs : call.answeredAtMs) ?? nowMs,
          isDialling,
          direction: call.direction,
          recording:
            call.recordingId === null ? null : { pausedSinceMs: call.pausedSinceMs, untilMs: call.pausedUntilMs },
          role: leg?.role ?? 'main',
          ownerId: call.agentId ?? '',
          ownerName: nameOf(call.agentId ?? ''),
          legs: call.legs.map(({ offerGen, kind, who, role, state, sinceMs, isHeld }) => ({
            offerGen,
            kind,
            who,
            name: kind === 'number' ? '' : nameOf(who),
            role,
            state,
            sinceMs,
            isHeld,
          })),
          transferredBy: call.transferredBy ?? '',
          heldSinceMs: call.heldSinceMs,
          isMuted: isCallee ? call.isCalleeMuted : (leg?.isMuted ?? call.isMuted),
          queueId: call.queueId ?? '',
        }
      : null,
    queueIds: agent.queueIds,
    wrapUp:
      agent.state === 'wrapUp' && agent.wrapCallId !== null
        ? {
            callId: agent.wrapCallId,
            startedAtMs: agent.wrapStartMs ?? agent.sinceMs,
            deadlineAtMs: agent.wrapDeadlineMs,
            isReached: agent.wrapReached,
            isPassedOn: agent.wrapPassed,
          }
        : null,
    help: agent.help,
    phone: { isRegistered: agent.isRegistered, hasMicrophone: agent.hasMicrophone, ringsAt: agent.ringsAt },
  };
}
