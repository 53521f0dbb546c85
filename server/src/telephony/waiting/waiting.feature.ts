import { Gauge, Histogram, type Registry } from 'prom-client';
import type { CallMedia, CallsStore } from '../calls/index.ts';
import type { Deadlines } from '../deadlines/index.ts';
import type { EventTail, LiveState } from '../live-state/index.ts';
import type { QueueSettings } from '../queues/index.ts';
import { composeAnnouncement } from './announcement.ts';
import { estimateWait, isHonest } from './estimate-wait.ts';
import { createWaitingStore, type WaitingStore } from './waiting.store.ts';

export interface WaitingParts {
  state: LiveState;
  calls: CallsStore;
  queues: QueueSettings;
  media: CallMedia;
  /** Whether this caller could be called back. */
  callbacks: { mayAskForCallback: (call: { callerNumber: string }) => Promise<boolean> };
  deadlines: Deadlines;
  events: EventTail;
  metrics: Registry;
}

/** Estimates of calls that still wait; bounded in case ends are missed. */
const ESTIMATES_KEPT = 20_000;

/** Announcements to waiting callers, and their accuracy. */
export function waitingFeature(parts: WaitingParts) {
  const store = createWaitingStore(parts.state);
  const errors = createErrorMetrics(parts.metrics);
  followEstimates(parts.events, errors.seconds);
  parts.deadlines.on('announce', ({ callId }) => announce(parts, store, errors, callId));

  return {
    /** The wait of a caller who arrives now; null without a reliable estimate. */
    async estimateForNewcomer(queueId: string): Promise<number | null> {
      const [waits, inLine] = await Promise.all([store.recentWaits(queueId), store.waitingIn(queueId)]);
      const estimate = estimateWait(waits, inLine + 1, Date.now());
      return estimate !== null && isHonest(estimate) ? estimate.waitMs : null;
    },
  };
}

/** Position and wait, in the queue's interval. */
async function announce(
  { calls, queues, media, callbacks }: WaitingParts,
  store: WaitingStore,
  errors: ReturnType<typeof createErrorMetrics>,
  callId: string,
): Promise<void> {
  const call = await calls.readCall(callId);
  const queue = queues.queue(call?.queueId ?? '');
  if (call === null || queue === undefined) {
    await store.announce(callId, null);
    return;
  }
  const { queueId } = queue;
  const [position, waits] = await Promise.all([store.positionOf(callId, queueId), store.recentWaits(queueId)]);
  const estimate = position === null ? null : estimateWait(waits, position, Date.now());
  if (estimate?.error != null) {
    errors.ratio.set({ queue: queueId }, estimate.error.ratio);
    errors.within.set({ queue: queueId }, estimate.error.within);
  }
  const isSaid = estimate !== null && queue.saysEstimatedWait && isHonest(estimate);
  const callbackKey = queue.callbackKey !== '' && (await callbacks.mayAskForCallback(call)) ? queue.callbackKey : '';
  const waitMs = estimate?.waitMs ?? 0;
  const spoken = await store.announce(callId, { waitMs, isSaid, namesKey: callbackKey !== '' });
  if (spoken.result !== 'speak') return;
  const announcement = {
    position: spoken.position,
    estimateMs: isSaid ? estimate.waitMs : null,
    callbackKey,
  };
  const prompts = composeAnnouncement(announcement, await media.languageOf(callId));
  await media.announce(callId, spoken.channelId, prompts);
}

function createErrorMetrics(metrics: Registry) {
  const registers = [metrics];
  return {
    ratio: new Gauge({
      name: 'sansheng_wait_estimate_error_ratio',
      help: 'Median of |waited - estimated| / estimated over the last hour; above 0.4 the wait is not said',
      labelNames: ['queue'] as const,
      registers,
    }),
    within: new Gauge({
      name: 'sansheng_wait_estimate_within_ratio',
      help: 'Share of callers served within their estimate over the last hour; below 0.7 the wait is not said',
      labelNames: ['queue'] as const,
      registers,
    }),
    seconds: new Histogram({
      name: 'sansheng_wait_estimate_error_seconds',
      help: 'How far an estimate was from the wait that followed it, of callers who were answered',
      labelNames: ['queue', 'said'] as const,
      buckets: [5, 15, 30, 60, 120, 300, 600, 1800],
      registers,
    }),
  };
}

/** Compares each estimate, announced or not, with the real answer. */
function followEstimates(events: EventTail, seconds: Histogram<'queue' | 'said'>): void {
  const open = new Map<string, { atMs: number; estimateMs: number; queue: string; said: string }>();
  events.on('waiting.announced', ({ callId, atMs, data }) => {
    if (data.estimateMs === 0) return;
    open.set(callId, { atMs, estimateMs: data.estimateMs, queue: data.queueId, said: String(data.isSaid) });
    if (open.size > ESTIMATES_KEPT) open.delete(open.keys().next().value as string);
  });
  events.on('call.answered', ({ callId, atMs }) => {
    const estimate = open.get(callId);
    if (estimate === undefined) return;
    const { queue, said, estimateMs } = estimate;
    seconds.observe({ queue, said }, Math.abs(atMs - estimate.atMs - estimateMs) / 1000);
  });
  events.on('call.ended', ({ callId }) => {
    open.delete(callId);
  });
}
