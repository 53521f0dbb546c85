import type { AppContext } from '../../app-context.ts';
import { createAttemptLimits } from './attempt-limits.store.ts';
import { createPasswordCheck } from './password.ts';
import type { EndedSession, SessionStore } from './session.store.ts';
import { addSignInRoutes } from './sign-in.routes.ts';

export { hashPassword } from './password.ts';
export { createSessionStore, type EndedSession, type Person, type SessionStore } from './session.store.ts';

/** How often sockets of sessions that idled out are looked for. */
const SWEEP_MS = 30_000;

export interface SignIn {
  sessions: SessionStore;
  /** Called on every server for each session that is ended; one that idles out is not told. */
  onSessionEnded(fn: (ended: EndedSession) => Promise<void>): void;
}

export async function signInFeature(context: AppContext, sessions: SessionStore): Promise<SignIn> {
  const { redis, keys, log, commands, shutdown } = context;
  addSignInRoutes(context, {
    sessions,
    limits: createAttemptLimits(redis, keys),
    passwords: createPasswordCheck(),
  });

  const listeners: ((ended: EndedSession) => Promise<void>)[] = [];
  const subscriber = redis.duplicate();
  subscriber.on('message', (_channel, text) => {
    const ended = JSON.parse(text) as EndedSession;
    commands.endSession(ended.tokenHash, ended.code);
    for (const listener of listeners) {
      listener(ended).catch((error: unknown) => log.error({ err: error }, 'after the end of a session'));
    }
  });
  await subscriber.subscribe(sessions.endedChannel);

  const sweep = setInterval(async () => {
    const hashes = [...new Set(commands.connectedSockets().map((socket) => socket.data.session.tokenHash))];
    try {
      const live = await sessions.findLive(hashes);
      for (const hash of hashes) if (!live.has(hash)) commands.endSession(hash, 'expired');
    } catch (error) {
      log.warn({ err: error }, 'sessions that idled out could not be looked for');
    }
  }, SWEEP_MS);

  shutdown.add('sessions', () => {
    clearInterval(sweep);
    subscriber.disconnect();
  });
  return { sessions, onSessionEnded: (fn) => void listeners.push(fn) };
}
