import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import { failedAgain, type Failure, postponedMs } from './postpone-deadline.ts';
import type { RoutingStore } from './routing.store.ts';

/** Longest pause between two looks at the deadlines; a new one may be nearer than any known before. */
const LOOK_MS = 20;
/** Read at one look, besides those under way. */
const MOST = 100;

/** What a passed deadline calls for, by the first word of its name. The rest of the name comes split at the colons. */
export type DeadlineHandlers = Record<string, (...parts: string[]) => Promise<unknown>>;
type DeadlineStore = Pick<RoutingStore, 'dueDeadlines' | 'dropDeadline' | 'postponeDeadline'>;

/**
 * Runs the deadlines kept in Redis while this server holds the lease. A deadline stays until the transition it calls for
 * has dropped it, so one whose server dies is run by the next. One that fails is tried again ever later, one that hangs
 * is left to itself; neither holds up another.
 */
export function createDeadlineRunner(
  store: DeadlineStore,
  handlers: DeadlineHandlers,
  metrics: Registry,
  log: Pick<Logger, 'warn' | 'error'>,
) {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  const underWay = new Map<string, number>();
  const failures = new Map<string, Failure>();
  const failed = new Counter({
    name: 'sansheng_deadline_failures_total',
    help: 'Times that a deadline was not dealt with and is tried again, by kind',
    labelNames: ['kind'] as const,
    registers: [metrics],
  });
  // Both go back to 0 by themselves; what stays above is to be looked at.
  new Gauge({
    name: 'sansheng_deadlines_failing',
    help: 'Deadlines that have failed again and again for a minute or more',
    registers: [metrics],
    collect() {
      this.set([...failures.values()].filter(({ isAlarmed }) => isAlarmed).length);
    },
  });
  new Gauge({
    name: 'sansheng_deadlines_hanging',
    help: 'Deadlines whose work has been under way for 30 s or more',
    registers: [metrics],
    collect() {
      const nowMs = performance.now();
      this.set([...underWay.values()].filter((sinceMs) => nowMs - sinceMs >= 30_000).length);
    },
  });

  async function run(member: string): Promise<void> {
    const [kind = '', ...parts] = member.split(':');
    const handler = handlers[kind];
    try {
      if (handler === undefined) log.error({ member }, 'a deadline that nobody knows was dropped');
      await (handler?.(...parts) ?? store.dropDeadline(member));
      failures.delete(member);
    } catch (error) {
      await postpone(kind, member, error);
    } finally {
      underWay.delete(member);
    }
  }

  async function postpone(kind: string, member: string, error: unknown): Promise<void> {
    const nowMs = performance.now();
    const failure = failedAgain(failures, member, nowMs);
    const waitMs = postponedMs(failure.times);
    failed.inc({ kind });
    const told = { err: error, member, times: failure.times, waitMs };
    if (failure.isAlarmed)
      log.error(told, 'a deadline fails again and again: see what it calls for, or restart the server');
    else log.warn(told, 'a deadline was not dealt with, trying again');
    // Where Redis is away there is nothing to read either.
    await store.postponeDeadline(member, waitMs).catch(() => undefined);
  }

  async function look(): Promise<void> {
    let waitMs = LOOK_MS;
    try {
      const { members, nextInMs } = await store.dueDeadlines(MOST + underWay.size);
      for (const member of members) {
        if (!isRunning || underWay.has(member)) continue;
        underWay.set(member, performance.now());
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
