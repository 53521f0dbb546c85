import type { IncomingMessage } from 'node:http';
import { access, may } from '@sansheng/shared/domain/access';
import { parseCookie } from 'cookie';
import type { AppContext } from '../../platform/app-context.ts';
import type { AriClient } from '../../platform/ari/index.ts';
import { addressOf, isOwnOrigin } from '../../platform/http/origin.ts';
import { attachSipProxy } from '../../platform/sip-proxy/index.ts';
import type { SignIn } from '../../people/index.ts';
import { createPhoneDirectory } from './phone.ari.ts';
import { addPhoneRoutes, DEMO_COOKIE, hashDemoToken, SIP_PATH } from './phone.routes.ts';
import { createPhoneStore } from './phone.store.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { createPhones, type Phones } from './phones.ts';

export { deskPhoneFeature } from './desk-phone.feature.ts';
export { phoneCheckFeature } from './phone-check.socket.ts';
export { phonePlaceFeature } from './phone-place.socket.ts';
export type { Phones } from './phones.ts';
export { SIP_PATH } from './phone.routes.ts';
export { deskSipUser } from './phone-objects.ts';
export { ringEcho } from './ring-echo.ari.ts';

const SWEEP_MS = 60_000;

/** Phones in browsers: who gets one, for how long, and the way their SIP takes. */
export function phoneFeature({
  context,
  ari,
  signIn,
  node,
}: {
  context: AppContext;
  ari: AriClient;
  signIn: Pick<SignIn, 'sessions' | 'onSessionEnded'>;
  node: Pick<NodeHooks, 'onAdopt'>;
}): Phones {
  const { env, redis, keys, log, commands, shutdown, httpServer } = context;
  const store = createPhoneStore(redis, keys);

  /** The owner of a SIP socket: a session with a seat role, else the holder of a demonstration phone. */
  async function findOwner(request: IncomingMessage): Promise<{ id: string } | null> {
    if (!isOwnOrigin(request, env.TRUST_PROXY)) return null;
    const { cookie } = request.headers;
    const session = await signIn.sessions.find(cookie, false);
    if (session !== null && may(session, access.seat)) return { id: session.tokenHash };
    const token = env.DEMONSTRATION && cookie !== undefined ? parseCookie(cookie)[DEMO_COOKIE] : undefined;
    if (!token) return null;
    const owner = hashDemoToken(token);
    const isKnown = (await store.all()).some((phone) => phone.kind === 'demo' && phone.owner === owner);
    if (!isKnown) return null;
    // A customer who leaves the page is gone: the next visit gets a new phone.
    // Asterisk keeps its end of a socket open while a call lasts, so the customer's own end is what counts.
    const leave = () => {
      phones
        .closeOf(owner)
        .catch((error: unknown) => log.warn({ err: error }, 'could not remove a demonstration phone'));
    };
    request.socket.once('end', leave).once('close', leave);
    return { id: owner };
  }

  const proxy = attachSipProxy(httpServer, {
    path: SIP_PATH,
    asteriskHttpUrl: env.ASTERISK_HTTP_URL,
    sourceAddress: env.SIP_PROXY_SOURCE,
    authorize: findOwner,
    addressOf: (request) => addressOf(request, env.TRUST_PROXY),
    log,
  });
  const phones = createPhones({
    store,
    directory: createPhoneDirectory(ari),
    sessions: signIn.sessions,
    commands,
    cutSockets: (owner) => void proxy.closeFor(owner),
    log,
  });
  addPhoneRoutes(context, phones, store);
  signIn.onSessionEnded(async ({ tokenHash }) => {
    proxy.closeFor(tokenHash);
    await phones.closeOf(tokenHash);
  });
  // An Asterisk that started anew has forgotten every phone. Seats come back while calls are still looked at.
  node.onAdopt('beforeCalls', 'phones', ({ hasAsteriskRestarted }) => hasAsteriskRestarted && phones.pushAll());
  const sweep = setInterval(() => {
    phones.sweep().catch((error: unknown) => log.warn({ err: error }, 'could not remove outdated phones'));
  }, SWEEP_MS);
  shutdown.add('phones', () => {
    clearInterval(sweep);
    proxy.close();
  });
  return phones;
}
