import type { AppContext } from '../../platform/app-context.ts';
import { type AttemptLimits, createAttemptLimits } from './attempt-limits.store.ts';
import { addFirstAdministratorRoutes } from './first-administrator.routes.ts';
import { createKnownDevices } from './known-devices.store.ts';
import { addOwnPasswordRoute } from './own-password.routes.ts';
import { createPasswordCheck } from './password.ts';
import type { EndedSession, SessionStore } from './session.store.ts';
import { addSignInRoutes, type MaySignOut, type SignInParts } from './sign-in.routes.ts';

export { endTokensOf } from './end-tokens.store.ts';
export { hashPassword, mustBeStrong } from './password.ts';
export { createSessionStore, type EndedSession, type Person, type SessionStore } from './session.store.ts';

/** How often to look for sockets of sessions that have idled out. */
const SWEEP_MS = 30_000;

export interface SignIn {
  sessions: SessionStore;
  limits: AttemptLimits;
  /** Called on every server when a session ends, and within a minute when one with an open page has idled out. */
  onSessionEnded(fn: (ended: EndedSession) => Promise<void>): void;
  /** Asked before somebody signs out. */
  askBeforeSignOut(fn: MaySignOut): void;
}

export async function signInFeature(context: AppContext, sessions: SessionStore): Promise<SignIn> {
  const { redis, keys, log, commands, shutdown } = context;
  let maySignOut: MaySignOut = async () => 'now';
  const limits = createAttemptLimits(redis, keys);
  const passwords = createPasswordCheck();
  const parts = {
    sessions,
    maySignOut: (session, when) => maySignOut(session, when),
    limits,
    devices: createKnownDevices(redis, keys),
    passwords,
  } satisfies SignInParts;
  addSignInRoutes(context, parts);
  addOwnPasswordRoute(context, parts);
  addFirstAdministratorRoutes(context, passwords);

  const listeners: ((ended: EndedSession) => Promise<void>)[] = [];
  const subscriber = redis.duplicate();
  subscriber.on('message', (_channel, text) => {
    const ended = JSON.parse(text) as EndedSession;
    commands.endSession(ended.tokenHash, ended.code);
    for (const listener of listeners) {
      listener(ended).catch((error: unknown) => log.error({ err: error }, 'a listener to the end of a session failed'));
    }
  });
  await subscriber.subscribe(sessions.endedChannel);
  await sessions.keep(() => commands.connectedSockets().map(({ data }) => data.session));

  const sweep = setInterval(async () => {
    const byHash = new Map(
      commands.connectedSockets().map(({ data: { session } }) => [session.tokenHash, session] as const),
    );
    try {
      const live = await sessions.findLive([...byHash.keys()]);
      for (const session of byHash.values()) if (!live.has(session.tokenHash)) await sessions.end(session, 'expired');
    } catch (error) {
      log.warn({ err: error }, 'could not look for sessions that have idled out');
    }
  }, SWEEP_MS);

  shutdown.add('sessions', () => {
    clearInterval(sweep);
    subscriber.disconnect();
  });
  return {
    sessions,
    limits,
    onSessionEnded: (fn) => void listeners.push(fn),
    askBeforeSignOut: (fn) => {
      maySignOut = fn;
    },
  };
}
