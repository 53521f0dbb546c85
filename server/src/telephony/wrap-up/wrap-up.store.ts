import type { Draft } from '@sansheng/shared/contracts/telephony/wrap-up';
import { defineTransition, type LiveHandle, openState, shape } from '../live-state/index.ts';

const finish = defineTransition({
  script: new URL('./lua/finish-wrap-up.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', categoryId: 'text', result: 'text', note: 'text' },
  replies: { finished: {}, notInWrapUp: {} },
});
const amend = defineTransition({
  script: new URL('./lua/amend-wrap-up.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', categoryId: 'text', result: 'text', note: 'text', startedAtMs: 'number' },
  replies: { amended: {} },
});
const write = defineTransition({
  script: new URL('./lua/write-note.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', rev: 'number', categoryId: 'text', result: 'text', note: 'text' },
  replies: { written: shape<{ draft: Draft }>(), behind: shape<{ draft: Draft }>() },
});
const say = defineTransition({
  script: new URL('./lua/say-to-next.lua', import.meta.url),
  args: { agentId: 'text', callId: 'text', said: 'text' },
  replies: { said: {} },
});

export interface WrapUp {
  agentId: string;
  callId: string;
  categoryId: string;
  result: string;
  note: string;
}
export const finishWrapUp = (state: LiveHandle, w: WrapUp) => finish(state, w);
/** The time limit has passed: what was written is kept, and the record is incomplete until the seat amends it. */
export const expireWrapUp = (state: LiveHandle, agentId: string, callId: string) =>
  finish(state, { agentId, callId, categoryId: '', result: '', note: '' });
/** `startedAtMs` identifies the wrap-up; absent: the seat's last of this call. */
export const amendWrapUp = (state: LiveHandle, w: WrapUp & { startedAtMs?: number | undefined }) =>
  amend(state, { ...w, startedAtMs: w.startedAtMs ?? 0 });

/**
 * Saves what a seat has written so far, unless another of its pages was faster than `rev`: then `draft` is that page's
 * text.
 */
export const writeNote = (state: LiveHandle, agentId: string, callId: string, draft: Draft) =>
  write(state, { agentId, callId, ...draft });

/** What the call is about, for whoever the seat transfers it to, or invites. */
export const sayToNext = (state: LiveHandle, agentId: string, callId: string, said: string) =>
  say(state, { agentId, callId, said });

/** What one seat has written about a call. `draft` is empty once it is in the record and settled. */
export interface Written {
  draft: Draft;
  /** What it wrote last, even if settled. */
  last: Pick<Draft, 'categoryId' | 'note'>;
  said: string;
  atMs: number;
}
/** By seat. */
export async function readWritten(state: LiveHandle, callId: string): Promise<Map<string, Written>> {
  const { redis, keys } = openState(state);
  const hash = await redis.hgetall(keys.written(callId));
  return new Map(
    Object.entries(hash).map(([agentId, json]) => {
      const { rev = 0, categoryId = '', result = '', note = '', said = '', at = 0, kept } = JSON.parse(json);
      const last = { categoryId, result, note };
      const draft = kept === 'done' ? { rev, categoryId: '', result: '' as const, note: '' } : { rev, ...last };
      return [agentId, { draft, last, said, atMs: at }];
    }),
  );
}
