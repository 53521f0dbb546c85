import type { DeskEvents } from '@sansheng/shared/contracts/desk-work/desk';
import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import { Me, type SignOutWhen } from '@sansheng/shared/contracts/people/sign-in';
import { access, may } from '@sansheng/shared/domain/access';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { nothing, Refused, request, setCsrfToken } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { openSocket, type SocketClient } from '../../../socket/socket-client.ts';

export type EndCode = Parameters<DeskEvents['session.ended']>[0]['code'];

interface Session {
  me: Me;
  socket: SocketClient;
  /** Null: done, or scheduled for after the call. A refusal: the session goes on. */
  signOut: (when: SignOutWhen) => Promise<ErrorCode | null>;
  end: (code: EndCode) => void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('not signed in');
  return session;
}

/** Throws Refused('notSignedIn') without a session. */
export async function loadMe(): Promise<Me> {
  const sentAtMs = performance.now();
  const me = await request(Me, 'GET', '/me');
  serverClock.measure(me.serverNowMs, performance.now() - sentAtMs);
  setCsrfToken(me.csrfToken);
  return me;
}

/** Holds the socket while somebody is signed in. `onEnd` gets the reason for the end of the session. */
export function SessionProvider({
  me,
  onEnd,
  children,
}: {
  me: Me;
  onEnd: (code: EndCode) => void;
  children: ReactNode;
}) {
  const [socket, setSocket] = useState<SocketClient | null>(null);

  useEffect(() => {
    const opened = openSocket(me.csrfToken);
    opened.on('session.ended', ({ code }) => onEnd(code));
    opened.on('connect_error', () => {
      if (opened.active) return;
      // Refused by the server, not by the network: check whether there still is a session.
      loadMe().then(
        () => setTimeout(() => opened.connect(), 2000),
        (error) => {
          if (error instanceof Refused && error.code === 'notSignedIn') onEnd('expired');
          else setTimeout(() => opened.connect(), 2000);
        },
      );
    });
    opened.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') setTimeout(() => opened.connect(), 1000);
    });
    opened.connect();
    setSocket(opened);
    return () => {
      opened.off();
      opened.disconnect();
    };
  }, [me.csrfToken, onEnd]);

  const signOut = useCallback(
    async (when: SignOutWhen) => {
      try {
        await request(nothing, 'DELETE', `/session?when=${when}`);
      } catch (error) {
        if (error instanceof Refused && (error.code === 'onCall' || when === 'afterCall')) return error.code;
      }
      // In the other case the center reports when it happens.
      if (when === 'now') onEnd('signedOut');
      return null;
    },
    [onEnd],
  );

  const session = useMemo(() => socket && { me, socket, signOut, end: onEnd }, [me, socket, signOut, onEnd]);
  return session && <SessionContext value={session}>{children}</SessionContext>;
}

export function hasSeat(me: Me): boolean {
  return may(me, access.seat);
}
