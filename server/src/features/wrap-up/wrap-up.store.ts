import { defineTransition, type LiveState } from '../live-state/index.ts';

const finish = defineTransition<{ result: 'finished' | 'notInWrapUp' }>(
  new URL('./lua/finish-wrap-up.lua', import.meta.url),
);
const amend = defineTransition<{ result: 'amended' }>(new URL('./lua/amend-wrap-up.lua', import.meta.url));

export interface WrapUp {
  agentId: string;
  callId: string;
  /** '' when the limit of time ended the wrap-up. */
  categoryId: string;
  result: string;
  note: string;
}
export const finishWrapUp = (state: LiveState, w: WrapUp) =>
  finish(state, w.agentId, w.callId, w.categoryId, w.result, w.note);
/** The limit of time has passed: the record stays incomplete until the seat amends it. */
export const expireWrapUp = (state: LiveState, agentId: string, callId: string) =>
  finish(state, agentId, callId, '', '', '');
export const amendWrapUp = (state: LiveState, w: WrapUp) =>
  amend(state, w.agentId, w.callId, w.categoryId, w.result, w.note);
