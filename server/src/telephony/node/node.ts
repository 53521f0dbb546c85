import type { RedisKeys } from '@sansheng/shared/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { AriClient } from '../../platform/ari/index.ts';
import { actUnder, type LiveState } from '../live-state/index.ts';
import type { NodeHooks } from '../wing-parts.ts';
import { type AdoptionSteps, createNodeAdoption } from './adopt-node.ts';
import { createNodeLease } from './node-lease.ts';
import { createNodeStartStore } from './node-starts.store.ts';

export interface NodeParts {
  nodeName: string;
  redis: Redis;
  keys: RedisKeys;
  state: LiveState;
  /** The client that sends commands. */
  ari: AriClient;
  /** A client that hears Asterisk; it is closed when the node is lost. */
  openEvents: () => AriClient;
  log: Logger;
}
export interface Node extends NodeHooks {
  /** From now on this server takes the node when it can; all features have registered. */
  start(adoptCalls: AdoptionSteps['calls']): void;
  stop(): Promise<void>;
  /** This server holds the lease, hears Asterisk and has taken over its calls, or another server does. */
  isServed(): Promise<boolean>;
}

/** One Asterisk: which server acts for it, and what is done from taking it to losing it. */
export function createNode({ nodeName: node, redis, keys, state, ari, openEvents, log }: NodeParts): Node {
  const takes: ((events: AriClient) => unknown)[] = [];
  const works: { start: () => void; stop: () => void }[] = [];
  const steps: Record<'beforeCalls' | 'afterCalls', AdoptionSteps['before']> = { beforeCalls: {}, afterCalls: {} };
  let adoption: ReturnType<typeof createNodeAdoption> | null = null;
  let taken: { events: AriClient; undoes: (() => unknown)[] } | null = null;

  async function take(): Promise<void> {
    const events = openEvents();
    const mine = { events, undoes: [] as (() => unknown)[] };
    taken = mine;
    events.on('connected', async ({ isFirst }) => {
      try {
        await adoption?.adopt(isFirst);
      } finally {
        // Not before: what passed while nobody was here may have been answered, and silence was not the seats'.
        if (taken === mine) for (const work of works) work.start();
      }
    });
    events.on('ApplicationReplaced', () => log.warn({ node }, 'another server took over the events of this Asterisk'));
    for (const one of takes) {
      const undo = await one(events);
      if (typeof undo === 'function') mine.undoes.push(undo as () => unknown);
    }
    if (taken === mine) await events.connect();
    else for (const undo of mine.undoes) undo();
  }

  async function leave(): Promise<void> {
    for (const work of works) work.stop();
    adoption?.stop();
    const was = taken;
    taken = null;
    for (const undo of was?.undoes ?? []) undo();
    await was?.events.close();
  }

  const lease = createNodeLease(
    redis,
    keys,
    node,
    {
      held: (held) =>
        void actUnder(held, take).catch((error) => log.error({ err: error }, 'the node could not be taken')),
      adrift: (held) =>
        void actUnder(held, async () => adoption?.adopt(false)).catch((error) =>
          log.error({ err: error }, 'calls could not be adopted'),
        ),
      lost: () => void leave().catch((error) => log.error({ err: error }, 'the node could not be left')),
    },
    log,
  );

  return {
    isLeading: () => lease.isHeld,
    onTake: (one) => void takes.push(one),
    onAdopt(when, name, step) {
      if (name in steps.beforeCalls || name in steps.afterCalls || name === 'calls')
        throw new Error(`Two steps of the adoption are called "${name}".`);
      steps[when][name] = step;
    },
    whileLeading: (work) => void works.push(work),
    start(adoptCalls) {
      const { beforeCalls: before, afterCalls: after } = steps;
      const starts = createNodeStartStore(state, node);
      const startOfAsterisk = async () => (await ari.asterisk.getInfo({ only: ['status'] })).status?.startup_time ?? '';
      adoption = createNodeAdoption({ starts, startOfAsterisk, node, before, calls: adoptCalls, after, log });
      lease.start();
    },
    async stop() {
      await leave();
      await lease.release();
    },
    isServed: async () =>
      lease.isHeld ? (taken?.events.isConnected ?? false) && adoption?.isDone === true : lease.isHeldElsewhere(),
  };
}
