import { setTimeout as delay } from 'node:timers/promises';
import { backOffMs } from '@sansheng/shared/domain/back-off';
import type { Logger } from 'pino';
import { eachApart } from '../../platform/apart/each-apart.ts';
import type { LiveState } from '../live-state/index.ts';
import type { Adoption } from './adopt-calls.ts';

const STEP_MS = 5000;
const ALL_MS = 20_000;
const RETRY = { firstMs: 1000, mostMs: 30_000 };
const CALLS_AGAIN_MS = 2000;
/** A call whose channel is deaf is hung up by the time that this is over (deaf-channels.ari.ts). */
const CALL_TRIES = 15;

/** What a server that takes a node does, each step by itself. */
export interface AdoptionSteps {
  state: LiveState;
  /** When this Asterisk was started, in its own words. */
  startOfAsterisk: () => Promise<string>;
  node: string;
  /** By what the log calls them. Without these, and the calls, the node is not adopted. */
  before: Record<string, (how: AdoptionKind) => unknown>;
  calls: (how: AdoptionKind, only: ReadonlySet<string> | null) => Promise<Adoption>;
  /** What can wait while it is tried again. */
  after: Record<string, (how: AdoptionKind) => unknown>;
  log: Logger;
}
export interface AdoptionKind {
  isTakeover: boolean;
  hasAsteriskRestarted: boolean;
}

/**
 * Takes a node over step by step, call by call. What fails is tried again until it is done or the adoption is given up
 * (`stop`); what hangs goes on behind. Nothing of it keeps another step, the phones or the deadlines waiting.
 */
export function createNodeAdoption({ state, startOfAsterisk, node, before, calls, after, log }: AdoptionSteps) {
  let run = 0;
  let done: number | null = null;

  async function howOf(isTakeover: boolean): Promise<AdoptionKind & { startedAt: string }> {
    const startedAt = await startOfAsterisk();
    const known = await state.redis.get(state.keys.nodeStartedAt(node));
    return { isTakeover, hasAsteriskRestarted: known !== null && known !== startedAt, startedAt };
  }

  async function adoptAgain(mine: number, left: string[]): Promise<void> {
    for (let tries = 1; left.length > 0 && tries <= CALL_TRIES; tries += 1) {
      await delay(CALLS_AGAIN_MS, undefined, { ref: false });
      if (mine !== run) return;
      try {
        ({ left } = await calls({ isTakeover: false, hasAsteriskRestarted: false }, new Set(left)));
      } catch (error) {
        log.warn({ err: error, node, left }, 'calls were not taken over, trying again');
      }
    }
    if (left.length > 0) log.error({ node, left }, 'calls were not taken over, and are left to the drift watch');
  }

  return {
    /** Until then what this server knows of the calls may be wrong. Calls whose channels are deaf are not waited for. */
    get isDone() {
      return done === run;
    },
    stop(): void {
      run += 1;
    },
    /** Resolves after the first try of everything. */
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
          log.error({ err: error, node }, 'Asterisk does not say when it started, so nothing is adopted yet');
          return;
        }
        const kind = how;
        const toDo = Object.entries(steps).filter(([name]) => !states.has(name));
        const { late } = await eachApart(toDo, ([name, work]) => take(name, work, kind), {
          eachMs: STEP_MS,
          allMs: ALL_MS,
          onFailed: ([step], error) =>
            log.error({ err: error, node, step }, 'a step of the adoption failed, trying again'),
        });
        for (const [step] of late) log.error({ node, step }, 'a step of the adoption hangs, the others go on');
        if (mine !== run || done === mine || !isDone(needed)) return;
        try {
          await state.redis.set(state.keys.nodeStartedAt(node), kind.startedAt);
        } catch (error) {
          log.warn({ err: error, node }, 'Redis does not take note of the adoption, trying again');
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
      goOn().catch((error) => log.error({ err: error, node }, 'the adoption was given up'));
    },
  };
}
