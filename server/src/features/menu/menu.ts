import type { CallMedia, CallsStore } from '../calls/index.ts';
import { defineTransition, type LiveState } from '../live-state/index.ts';

const menuRound = defineTransition<
  { result: 'speak'; channelId: string; round: number } | { result: 'exhausted' | 'notInMenu' | 'gone' }
>(new URL('./lua/menu-round.lua', import.meta.url));
const choose = defineTransition<{ result: 'chosen'; round: number; channelId: string } | { result: 'notInMenu' }>(
  new URL('./lua/choose.lua', import.meta.url),
);

/** What a digit leads to; 0 speaks the menu again. */
export interface Menu {
  prompt: string;
  choices: Record<string, string>;
  /** Queue of a caller who has not chosen after all rounds. */
  otherwise: string;
}

/** The menus of the center. Hotline 4001 plays `main`: 1 general service, 2 complaints, 0 again. */
const menus: Record<string, Menu> = {
  main: { prompt: 'menu', choices: { 1: 'service', 2: 'complaints' }, otherwise: 'service' },
};

const ROUNDS = 3;
/** Time to listen and to press a key, from the start of the prompt. */
const ROUND_MS = 15_000;

/** Lets a caller choose by keypad. `queueCall` gets the caller who has. */
export function createMenu(
  state: LiveState,
  calls: CallsStore,
  media: CallMedia,
  queueCall: (callId: string, queueId: string) => Promise<void>,
) {
  async function speak(callId: string, name: string): Promise<void> {
    const menu = menus[name] as Menu;
    const next = await menuRound(state, callId, name, ROUNDS, ROUND_MS);
    if (next.result === 'exhausted') return take(callId, '', menu.otherwise);
    if (next.result !== 'speak') return;
    if (next.round > 1) await media.stopMenu(callId, next.round - 1);
    await media.playMenu(callId, next.channelId, menu.prompt, next.round);
  }

  async function take(callId: string, digit: string, queueId: string): Promise<void> {
    const chosen = await choose(state, callId, digit, queueId);
    if (chosen.result !== 'chosen') return;
    await media.stopMenu(callId, chosen.round);
    await media.wait(callId, chosen.channelId);
    await queueCall(callId, queueId);
  }

  return {
    /** The center answers and speaks. */
    async start(callId: string, name: string): Promise<void> {
      await calls.centerAnswer(callId);
      await speak(callId, name);
    },
    async press(callId: string, digit: string): Promise<void> {
      const call = await calls.readCall(callId);
      if (call?.menu == null || menus[call.menu] === undefined) return;
      const queueId = (menus[call.menu] as Menu).choices[digit];
      if (queueId === undefined) await speak(callId, call.menu);
      else await take(callId, digit, queueId);
    },
    /** The round has passed without a key. */
    async timedOut(callId: string): Promise<void> {
      const call = await calls.readCall(callId);
      if (call?.menu == null || menus[call.menu] === undefined)
        await state.redis.zrem(state.keys.deadlines, `menu:${callId}`);
      else await speak(callId, call.menu);
    },
  };
}
export type CallMenu = ReturnType<typeof createMenu>;
