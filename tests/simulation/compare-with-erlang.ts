import { type ErlangA, type ErlangC, erlangA, erlangC } from '@sansheng/shared/domain/erlang';
import type { Redis } from 'ioredis';
import { BATCHES, type Estimate, estimateMean } from './batch-means.ts';
import { simulateQueue } from './simulate-queue.ts';

export interface RunPlan {
  seats: number;
  rho: number;
  /** Absent: nobody gives up, so that Erlang C must hold; else Erlang A. */
  patienceSeconds?: number;
  calls: number;
}
export interface Comparison extends Estimate {
  erlang: number;
  /** The formula lies within the 95 % confidence interval. */
  isWithin: boolean;
}
export interface RunResult {
  plan: RunPlan;
  waitProbability: Comparison;
  meanWaitSeconds: Comparison;
  serviceLevel: Comparison;
  abandonProbability: Comparison | null;
  callsPerSecond: number;
  /** False: so few calls that the confidence intervals are too narrow to be believed. */
  isLongEnough: boolean;
}

export const TALK_SECONDS = 180;
const THRESHOLD_SECONDS = 20;
/** Calls before the measured ones, in relaxation times: what is left of the empty beginning is below e^-10. */
const WARM_UP = 10;
/** Relaxation times that a batch must last for the batch means to be independent. */
const BATCH = 5;

/**
 * Calls in which a queue forgets a disturbance. Without impatience the relaxation time of M/M/c in heavy traffic (P. M.
 * Morse, "Stochastic properties of waiting lines", 1955), and at least a talk; impatience makes it shorter.
 */
function relaxationCalls({ seats, rho, patienceSeconds }: RunPlan): number {
  if (patienceSeconds !== undefined) return rho * seats * (1 + patienceSeconds / TALK_SECONDS);
  return Math.max(rho * seats, rho / (1 - Math.sqrt(rho)) ** 2);
}

export function erlangOf({ seats, rho, patienceSeconds }: Omit<RunPlan, 'calls'>): ErlangC | ErlangA {
  const load = { arrivalsPerSecond: (rho * seats) / TALK_SECONDS, handlingSeconds: TALK_SECONDS, seats };
  return patienceSeconds === undefined ? erlangC(load) : erlangA({ ...load, patienceSeconds });
}

/** Simulates one queue on the real transitions and sets what was measured beside the formula. */
export async function compareWithErlang(
  redis: Redis,
  plan: RunPlan,
  { seed, onProgress }: { seed: number; onProgress?: (callsDone: number) => void },
): Promise<RunResult> {
  const warmUpCalls = Math.round(WARM_UP * relaxationCalls(plan));
  const begunAtMs = performance.now();
  const { waited, waitSeconds, abandoned } = await simulateQueue(redis, {
    ...plan,
    talkSeconds: TALK_SECONDS,
    warmUpCalls,
    seed,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const callsPerSecond = (plan.calls + warmUpCalls) / ((performance.now() - begunAtMs) / 1000);
  const inTime = waitSeconds.map((wait, i) => (abandoned[i] === 0 && wait <= THRESHOLD_SECONDS ? 1 : 0));
  const theory = erlangOf(plan);
  const compare = (series: ArrayLike<number>, erlang: number): Comparison => {
    const estimate = estimateMean(series);
    return { ...estimate, erlang, isWithin: Math.abs(estimate.mean - erlang) <= estimate.ci95 };
  };
  return {
    plan,
    waitProbability: compare(waited, theory.waitProbability),
    meanWaitSeconds: compare(waitSeconds, theory.meanWaitSeconds),
    serviceLevel: compare(inTime, theory.serviceLevel(THRESHOLD_SECONDS)),
    abandonProbability: 'abandonProbability' in theory ? compare(abandoned, theory.abandonProbability) : null,
    callsPerSecond,
    isLongEnough: plan.calls / BATCHES >= BATCH * relaxationCalls(plan),
  };
}
