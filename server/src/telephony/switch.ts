import type { AppContext } from '../platform/app-context.ts';
import { createAmiClient } from '../platform/ami/index.ts';
import { createAriClient } from '../platform/ari/index.ts';
import { createDeadlines } from './deadlines/index.ts';
import { createEventTail, createOffers, type Offer } from './live-state/index.ts';
import { createNode } from './node/index.ts';
import { createTakers } from './wing-parts.ts';

/** Name of the Stasis application that the dialplan hands calls to. */
const STASIS_APP = 'sansheng';

/** Asterisk, Redis, and where features register. */
export function openSwitch(context: AppContext) {
  const { env, redis, keys, db, log, commands, metrics, audit, shutdown } = context;
  const asterisk = { baseUrl: env.ASTERISK_HTTP_URL, user: env.ARI_USER, password: env.ARI_PASSWORD };
  const openAri = () => createAriClient({ ...asterisk, app: STASIS_APP, log });
  // Commands only; events are heard on a client of their own while this server has the node.
  const ari = openAri();
  shutdown.add('ari', () => ari.close());
  const manager = { host: env.AMI_HOST, port: env.AMI_PORT, user: env.AMI_USER, password: env.AMI_PASSWORD };
  const offers = createOffers();
  const state = { redis, keys, ringSeats: (made: Offer[]) => offers.ringSeats(made) };
  const nodeName = env.ASTERISK_NODE;
  return {
    context,
    db,
    log,
    commands,
    metrics,
    audit,
    ari,
    ami: createAmiClient({ ...manager, log }),
    app: STASIS_APP,
    state,
    offers,
    deadlines: createDeadlines(),
    takers: createTakers(),
    events: createEventTail(redis, keys.events, log),
    node: createNode({ redis, keys, state, ari, nodeName, openEvents: openAri, log }),
    nodeName,
    plan: { country: env.CENTER_COUNTRY, areaCode: env.CENTER_AREA_CODE },
    ringCycleMs: env.RING_CYCLE_MS,
    rtpPorts: env.RTP_PORT_MAX - env.RTP_PORT_MIN + 1,
    seatSilentMs: env.SEAT_SILENT_MS,
    seatAwayMs: env.SEAT_AWAY_MS,
  };
}
