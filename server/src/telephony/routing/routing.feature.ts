import type { AmiClient } from '../../platform/ami/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import { keepUnder } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { seatAnswered } from './answer-offer.ts';
import { createArrivals } from './arrivals.ts';
import { declineOffer, endLeg, endOffer, ringFailed, seatChannelLost } from './end-offer.ts';
import { makeHappenings } from './happenings.ts';
import { createLineBudget } from './line-budget.ts';
import { createLookUps } from './look-ups.ts';
import { greet, queueCall, routeCall } from './queue-call.ts';
import { listenToChannels, listenToKeys, listenToPhones } from './routing.ari.ts';
import type { RoutingParts } from './routing-parts.ts';

export interface RoutingWing extends RoutingParts {
  ami: AmiClient;
  deadlines: Deadlines;
  node: NodeHooks;
}

/** A call's way from the trunk to the seat, and what Asterisk tells on it. */
export function routingFeature(wing: RoutingWing) {
  const { deadlines, node, ami, routingStore, log } = wing;
  const routing = createRouting(wing);
  const { happenings } = routing;

  deadlines.on('offer', ({ callId, offerGen }) => endOffer(wing, callId, offerGen, null));
  deadlines.on('leg', ({ callId, offerGen }) => endLeg(wing, callId, offerGen, null));
  deadlines.on('greet', ({ callId }) => greet(wing, callId));
  deadlines.on('relax', ({ callId }) => routingStore.lookAgain(callId));
  deadlines.on('own', ({ callId }) => routingStore.lookAgain(callId));
  deadlines.on('match', ({ pool }) => routingStore.matchPool(pool));

  // Before the first caller comes: a seat whose phone went with the server before must not be rung, fail and be blamed.
  node.onTake(() =>
    routing
      .askPhones(true)
      .catch((error: unknown) => log.warn({ err: error }, 'phones could not be asked yet; the adoption asks again')),
  );
  node.onTake((events) => {
    listenToChannels(events, happenings, log);
    const keys = {
      callerPressed: keepUnder(happenings.callerPressed),
      seatPressed: keepUnder(happenings.seatPressed),
    };
    return listenToKeys(events, ami, keys, log);
  });
  node.onTake(() => {
    const phones = { seatPhoneChanged: keepUnder(happenings.seatPhoneChanged) };
    const askAgain = keepUnder(() => routing.askPhones(false));
    return listenToPhones(ami, phones, askAgain, log);
  });
  return routing;
}
export type Routing = ReturnType<typeof routingFeature>;

function createRouting(parts: RoutingParts) {
  const { agents, seatPhones } = parts;
  const work = {
    ...parts,
    lookUps: createLookUps(parts.identification),
    lineBudget: createLineBudget(parts.rtpPorts),
  };
  return {
    happenings: makeHappenings(parts, createArrivals(work)),
    routeCall: (...asked: Rest<typeof routeCall>) => routeCall(work, ...asked),
    queueCall: (...asked: Rest<typeof queueCall>) => queueCall(work, ...asked),
    seatAnswered: (...asked: Rest<typeof seatAnswered>) => seatAnswered(parts, ...asked),
    ringFailed: (...asked: Rest<typeof ringFailed>) => ringFailed(parts, ...asked),
    seatChannelLost: (channelId: string) => seatChannelLost(parts, channelId),
    declineOffer: (...asked: Rest<typeof declineOffer>) => declineOffer(parts, ...asked),
    isPhoneRegistered: (agentId: string) => seatPhones.isRegistered(agentId),
    /** Asterisk's current report on every seat. `isHeard`: the silence so far was the server's own, not the seats'. */
    async askPhones(isHeard: boolean): Promise<void> {
      const [seatIds, registered] = await Promise.all([agents.seatIds(), seatPhones.registered()]);
      await Promise.all(seatIds.map((id) => agents.seatAlive(id, { isRegistered: registered.has(id), isHeard })));
    },
  };
}
/** What a function of this room is asked for, its parts apart. */
type Rest<F extends (...args: never[]) => unknown> = Parameters<F> extends [unknown, ...infer Asked] ? Asked : never;
