import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import { failedAgain, type Failure, postponedMs } from './postpone-deadline.ts';
import type { DeadlineStore } from './deadlines.store.ts';

/** Longest pause between two checks of the deadlines; a new one may be due before any known one. */
const LOOK_MS = 20;
/** Number read at once, besides those in progress. */
const MOST = 100;

/**
 * Handlers of passed deadlines, by the first word of their name. The rest of the name is passed split at the colons.
 */
export type DeadlineHandlers = Record<string, (...parts: string[]) => Promise<unknown>>;

/**
 * Runs the deadlines kept in Redis while this server holds the lease. A deadline stays until its transition has dropped
 * it, so if its server dies, the next one runs it. One that fails is retried at growing intervals, one that hangs is
 * left alone; neither holds up another.
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
    help: 'Failed deadline handlers that are retried, by kind',
    labelNames: ['kind'] as const,
    registers: [metrics],
  });
  // Both return to 0 by themselves; a value that stays higher needs attention.
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
      if (handler === undefined) log.error({ member }, 'dropped an unknown deadline');
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
    if (failure.isAlarmed) log.error(told, 'a deadline handler keeps failing: check its cause, or restart the server');
    else log.warn(told, 'a deadline handler failed, will retry');
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
      log.warn({ err: error }, 'deadlines cannot be read, will retry');
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
