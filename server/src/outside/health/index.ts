import { isLoopback } from '@sansheng/shared/addresses';
import { access } from '@sansheng/shared/domain/access';
import { collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import type { DiskRoom } from '../disk/index.ts';
import type { SwitchLife } from './switch-life.ts';
import { type SwitchRestart, switchRestarts } from '../../telephony/index.ts';
import { checkAccess, type FindSession } from '../../platform/http/session.ts';

export { type DatabaseLife, watchDatabaseLife } from './database-life.ts';
export { type SwitchLife, watchSwitchLife } from './switch-life.ts';

const PART_LIMIT_MS = 2000;
const Readiness = z.object({
  ready: z.boolean(),
  parts: z.record(z.string(), z.enum(['up', 'down'])),
  /**
   * State of the fullest disk; null before the first look. A disk that fills up is no reason to take the server out of
   * service.
   */
  disk: z.object({ room: z.enum(['ample', 'low', 'full']), freePercent: z.number().nullable() }),
  /**
   * Only a restart of Asterisk can remove this channel. `due`: no other call is up, or it has waited long enough. The stack that started Asterisk acts on it.
   */
  switchRestart: z.enum(switchRestarts),
});

export interface HealthParts {
  sessions: { find: FindSession };
  telephony: {
    /** Asterisk's events flow, and its calls are taken over. */
    node: { isServed(): Promise<boolean> };
    deafChannels: { restart(): Promise<SwitchRestart> };
  };
  /** Whether the switch answers at all. */
  switchLife: SwitchLife;
  disk: DiskRoom;
}

/** `/healthz` the process lives; `/readyz` each part it needs, by name; `/metrics` for Prometheus. */
export function healthFeature(context: AppContext, { sessions, telephony, switchLife, disk }: HealthParts): void {
  const { routes, redis, db, metrics } = context;
  collectDefaultMetrics({ register: metrics });
  const checks: Record<string, () => Promise<unknown>> = {
    redis: () => redis.ping(),
    database: () => db.query('SELECT 1'),
    asterisk: async () => {
      if (switchLife.isSilent('ari')) throw new Error('ARI does not answer');
      if (!(await telephony.node.isServed())) throw new Error('ARI is not connected, or its calls are not adopted yet');
    },
    ...(switchLife.isSipAsked && {
      sip: async () => {
        if (switchLife.isSilent('sip')) throw new Error('SIP does not answer');
      },
    }),
  };

  routes.add({
    method: 'get',
    path: '/healthz',
    access: 'public',
    summary: 'The process is alive',
    tag: 'health',
    reply: z.object({ alive: z.literal(true) }),
    handler: async () => ({ alive: true as const }),
  });

  routes.add({
    method: 'get',
    path: '/readyz',
    access: 'public',
    summary: 'Every part the server needs answers: 200, else 503',
    tag: 'health',
    reply: Readiness,
    handler: async ({ response }) => {
      const states = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const),
      );
      const ready = states.every(([, state]) => state === 'up');
      response.status(ready ? 200 : 503);
      return {
        ready,
        parts: Object.fromEntries(states),
        disk: { room: disk.room(), freePercent: disk.freePercent() },
        switchRestart: await telephony.deafChannels.restart(),
      };
    },
  });

  routes.add({
    method: 'get',
    path: '/metrics',
    access: 'public',
    summary: 'Prometheus figures: from this machine itself, or for a signed-in administrator',
    tag: 'health',
    handler: async ({ request, response }) => {
      // A proxy on this machine has a loopback address too, but names its client in a header.
      const isForwarded = request.headers.forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined;
      if (isForwarded || !isLoopback(request.socket.remoteAddress ?? '')) {
        checkAccess(access.administration, await sessions.find(request.headers.cookie, false));
      }
      response.type(metrics.contentType).send(await metrics.metrics());
    },
  });
}

async function stateOf(check: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), PART_LIMIT_MS);
  });
  try {
    return await Promise.race([check().then(() => 'up' as const), late]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
