import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import type { Logger } from 'pino';
import { eachApart } from '../../platform/apart/each-apart.ts';
import type { AdoptionKind } from '../wing-parts.ts';
import type { Adoption } from './adopt-calls.ts';
import type { NodeStartStore } from './node-starts.store.ts';

const STEP_MS = 5000;
const ALL_MS = 20_000;
const RETRY = { firstMs: 1000, mostMs: 30_000 };
const CALLS_AGAIN_MS = 2000;
/** By then a call whose channel is deaf has been hung up (deaf-channels.ari.ts). */
const CALL_TRIES = 15;

/** What a server that takes a node does, each step by itself. */
export interface AdoptionSteps {
  starts: NodeStartStore;
  /** When this Asterisk was started, in its own words. */
  startOfAsterisk: () => Promise<string>;
  node: string;
  /** By their names in the log. Until these and the calls are done, the node is not adopted. */
  before: Record<string, (how: AdoptionKind) => unknown>;
  calls: (how: AdoptionKind, only: ReadonlySet<string> | null) => Promise<Adoption>;
  /** Steps that may still be retried after the adoption. */
  after: Record<string, (how: AdoptionKind) => unknown>;
  log: Logger;
}
/**
 * Adopts a node step by step, call by call. What fails is retried until it succeeds or the adoption is stopped
 * (`stop`); what hangs goes on in the background. Nothing holds up another step, the phones or the deadlines.
 */
export function createNodeAdoption({ starts, startOfAsterisk, node, before, calls, after, log }: AdoptionSteps) {
  let run = 0;
  let done: number | null = null;

  async function howOf(isTakeover: boolean): Promise<AdoptionKind & { startedAt: string }> {
    const startedAt = await startOfAsterisk();
    const known = await starts.known();
    return {
      isTakeover,
      hasAsteriskRestarted: known !== null && known !== startedAt,
      isRedisNew: known === null,
      startedAt,
    };
  }

  async function adoptAgain(mine: number, left: string[]): Promise<void> {
    for (let tries = 1; left.length > 0 && tries <= CALL_TRIES; tries += 1) {
      await delay(CALLS_AGAIN_MS, undefined, { ref: false });
      if (mine !== run) return;
      try {
        ({ left } = await calls({ isTakeover: false, hasAsteriskRestarted: false, isRedisNew: false }, new Set(left)));
      } catch (error) {
        log.warn({ err: error, node, left }, 'could not adopt some calls, will retry');
      }
    }
    if (left.length > 0) log.error({ node, left }, 'could not adopt some calls, leaving them to the drift watch');
  }

  return {
    /** Until then this server's view of the calls may be wrong. It does not wait for calls whose channels are deaf. */
    get isDone() {
      return done === run;
    },
    stop(): void {
      run += 1;
    },
    /** Resolves after the first attempt at everything. */
    async adopt(isTakeover: boolean): Promise<void> {
      run += 1;
      const mine = run;
      let how: Awaited<ReturnType<typeof howOf>> | null = null;
      const states = new Map<string, 'underWay' | 'done'>();
      const steps = {
        ...before,
        calls: async (kind: AdoptionKind) => {
          const { left } = await calls(kind, null);
          adoptAgain(mine, left).catch((error) => log.error({ err: error, node }, 'calls were given up'));
        },
        ...after,
      };
      const needed = [...Object.keys(before), 'calls'];
      const isDone = (names: string[]) => names.every((name) => states.get(name) === 'done');

      const take = async (name: string, work: (kind: AdoptionKind) => unknown, kind: AdoptionKind): Promise<void> => {
        states.set(name, 'underWay');
        try {
          await work(kind);
          states.set(name, 'done');
        } catch (error) {
          states.delete(name);
          throw error;
        }
      };
      const tryAll = async (): Promise<void> => {
        try {
          how ??= await howOf(isTakeover);
        } catch (error) {
          log.error({ err: error, node }, 'could not read when Asterisk started, so nothing is adopted yet');
          return;
        }
        const kind = how;
        const toDo = Object.entries(steps).filter(([name]) => !states.has(name));
        const { late } = await eachApart(toDo, ([name, work]) => take(name, work, kind), {
          eachMs: STEP_MS,
          allMs: ALL_MS,
          onFailed: ([step], error) =>
            log.error({ err: error, node, step }, 'a step of the adoption failed, will retry'),
        });
        for (const [step] of late) log.error({ node, step }, 'a step of the adoption hangs, the others go on');
        if (mine !== run || done === mine || !isDone(needed)) return;
        try {
          await starts.note(kind.startedAt);
        } catch (error) {
          log.warn({ err: error, node }, 'could not record the adoption in Redis, will retry');
          return;
        }
        done = mine;
        log.info({ node }, 'node adopted');
      };
      const goOn = async (): Promise<void> => {
        for (let tries = 0; done !== mine || !isDone(Object.keys(steps)); tries += 1) {
          await delay(backOffMs(tries, RETRY), undefined, { ref: false });
          if (mine !== run) return;
          await tryAll();
        }
      };
      await tryAll();
      goOn().catch((error) => log.error({ err: error, node }, 'the adoption was stopped'));
    },
  };
}
