/** What is needed of a socket. */
export interface ViewerSocket {
  id: string;
  connected: boolean;
  once: (event: 'disconnect', listener: () => void) => unknown;
}

/** Who looks at which scope of the board. `onEmpty`: nobody looks at it any more. */
export function createViewers(onEmpty: (scope: string) => void) {
  const scopes = new Map<string, Set<string>>();
  /** One listener for a socket's life, however often it looks, and whatever its scope is by then. */
  const followed = new WeakSet<ViewerSocket>();

  function leave(scope: string, socketId: string): void {
    const viewers = scopes.get(scope);
    if (viewers === undefined || !viewers.delete(socketId) || viewers.size > 0) return;
    scopes.delete(scope);
    onEmpty(scope);
  }

  return {
    leave,
    /** False: the socket has closed meanwhile, and would never leave. */
    join(scope: string, socket: ViewerSocket): boolean {
      if (!socket.connected) return false;
      scopes.set(scope, (scopes.get(scope) ?? new Set()).add(socket.id));
      if (!followed.has(socket)) {
        followed.add(socket);
        socket.once('disconnect', () => {
          for (const each of scopes.keys()) leave(each, socket.id);
        });
      }
      return true;
    },
  };
}
