import type { StoredLeg } from '../calls/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

export type Transferred =
  | { result: 'transferred'; channelId: string; gone: number; ended: StoredLeg[] | object; offerGen: number }
  | { result: 'seatBusy'; why: string }
  | { result: 'again' | 'full' | 'noQueue' | 'notYourCall' | 'wrongState' | 'gone' };
type Refused = { result: 'notYourCall' | 'wrongState' | 'gone' };
type Moved = { channelId: string; offerGen: number };

const transfer = defineTransition<Transferred>(new URL('./lua/transfer-call.lua', import.meta.url));
const swap = defineTransition<({ result: 'swapped' } & Moved) | { result: 'unchanged' } | Refused>(
  new URL('./lua/swap-call.lua', import.meta.url),
);
const join = defineTransition<({ result: 'joined' } & Moved) | { result: 'again' } | Refused>(
  new URL('./lua/join-call.lua', import.meta.url),
);

export const transferCall = (
  state: LiveState,
  callId: string,
  owner: string,
  how: 'blind' | 'handedBack',
  target: { to: 'seat' | 'queue' | 'number'; who: string; ringMs?: number },
) => transfer(state, callId, owner, how, target.to, target.who, target.ringMs ?? 0);
export const swapCall = (state: LiveState, callId: string, owner: string, who: 'customer' | 'consulted') =>
  swap(state, callId, owner, who);
export const joinCall = (state: LiveState, callId: string, owner: string) => join(state, callId, owner);
