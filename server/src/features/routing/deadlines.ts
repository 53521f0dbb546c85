import type { Logger } from 'pino';
import type { RoutingStore } from './routing.store.ts';

/** Longest pause between two looks at the deadlines; a new one may be nearer than any known before. */
const LOOK_MS = 20;

/** What a passed deadline calls for, by the first word of its name. The rest of the name comes split at the colons. */
export type DeadlineHandlers = Record<string, (...parts: string[]) => Promise<unknown>>;

/**
 * Runs the deadlines kept in Redis while this server holds the lease. A deadline stays until the transition it calls for
 * has dropped it, so one whose server dies is run by the next.
 */
export function createDeadlineRunner(store: RoutingStore, handlers: DeadlineHandlers, log: Logger) {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  const underWay = new Set<string>();

  async function run(member: string): Promise<void> {
    const [kind, ...parts] = member.split(':');
    const handler = handlers[kind as string];
    try {
      if (handler === undefined) log.error({ member }, 'a deadline that nobody knows was dropped');
      await (handler?.(...parts) ?? store.dropDeadline(member));
    } catch (error) {
      log.error({ err: error, member }, 'a deadline was not dealt with, trying again');
    } finally {
      underWay.delete(member);
    }
  }

  async function look(): Promise<void> {
    let waitMs = LOOK_MS;
    try {
      const { members, nextInMs } = await store.dueDeadlines();
      for (const member of members) {
        if (underWay.has(member)) continue;
        underWay.add(member);
        void run(member);
      }
      if (nextInMs >= 0) waitMs = Math.min(LOOK_MS, Math.max(1, nextInMs));
    } catch (error) {
      log.warn({ err: error }, 'deadlines cannot be read, trying again');
      waitMs = 200;
    }
    if (isRunning) timer = setTimeout(look, waitMs);
  }

  return {
    start(): void {
      if (isRunning) return;
      isRunning = true;
      void look();
    },
    stop(): void {
      isRunning = false;
      clearTimeout(timer);
    },
  };
}
