import { MenuTarget } from '@sansheng/shared/contracts/telephony/menu';
import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { defineTransition, type LiveState } from '../live-state/index.ts';
import type { MenuGain, MenuPlace } from '@sansheng/shared/domain/menu-move';

const moveMenu = defineTransition<
  { result: 'moved'; channelId: string; round: number } | { result: 'stale' | 'notInMenu' | 'gone' }
>(new URL('./lua/move-menu.lua', import.meta.url));
const leaveMenu = defineTransition<{ result: 'left' | 'gone' }>(new URL('./lua/leave-menu.lua', import.meta.url));

/** A way out: everything but a step of the same menu. */
export type MenuExit = Exclude<MenuTarget, { kind: 'step' } | { kind: 'repeat' }>;

/** A caller in a menu, as stored in Redis. */
export interface MenuCall extends MenuPlace {
  channelId: string;
  menuId: string;
  version: number;
  language: CallLanguage | null;
  /** Skill that the chosen language requires, as JSON; '' none. */
  languageNeed: string;
  /** The way out that is being taken. */
  exit: MenuExit | null;
}

export interface Step {
  menuId: string;
  version: number;
  stepId: string;
  tries: number;
  digits: string;
  waitMs: number;
  /** True when something new is played, which begins a round. */
  speaks: boolean;
  digit: string;
  gain: MenuGain;
  exit: MenuExit | null;
}

export function createMenuStore(state: LiveState) {
  const { redis, keys } = state;
  return {
    /** Null when the call is in no menu. */
    async read(callId: string): Promise<MenuCall | null> {
      const [callState, channelId, menuId, version, stepId, tries, round, digits, language, languageNeed, to] =
        await redis.hmget(
          keys.call(callId),
          'state',
          'channelId',
          'menu',
          'menuVersion',
          'menuStep',
          'menuTries',
          'menuRound',
          'menuDigits',
          'language',
          'languageNeed',
          'menuTo',
        );
      if (callState !== 'arrived' || !menuId) return null;
      return {
        channelId: channelId ?? '',
        menuId,
        version: Number(version),
        stepId: stepId ?? '',
        tries: Number(tries),
        round: Number(round),
        digits: digits ?? '',
        language: (language as CallLanguage | null) ?? null,
        languageNeed: languageNeed ?? '',
        exit: to ? (MenuTarget.parse(JSON.parse(to)) as MenuExit) : null,
      };
    },
    /** `seen`: the round and digits on which the step was decided. */
    move: (callId: string, seen: { round: number; digits: string }, step: Step) =>
      moveMenu(
        state,
        callId,
        seen.round,
        seen.digits,
        JSON.stringify({
          menu: step.menuId,
          version: step.version,
          step: step.stepId,
          tries: step.tries,
          digits: step.digits,
          waitMs: Math.round(step.waitMs),
          speaks: step.speaks,
          digit: step.digit,
          language: step.gain.language ?? '',
          need: step.gain.need ? JSON.stringify(step.gain.need) : '',
          ...(step.gain.collected && { collected: step.gain.collected }),
          to: step.exit === null ? '' : JSON.stringify(step.exit),
          queueId: step.exit?.kind === 'queue' ? step.exit.queueId : '',
          target: step.exit === null ? '' : nameOf(step.exit),
        }),
      ),
    leave: (callId: string) => leaveMenu(state, callId),
  };
}
export type MenuStore = ReturnType<typeof createMenuStore>;

function nameOf(exit: MenuExit): string {
  switch (exit.kind) {
    case 'queue':
      return `queue:${exit.queueId}`;
    case 'outside':
      return `outside:${exit.number}`;
    case 'number':
      return `number:${exit.number}`;
    case 'hangUp':
      return 'hangUp';
  }
}
