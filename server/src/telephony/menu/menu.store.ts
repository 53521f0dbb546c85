import { MenuTarget } from '@sansheng/shared/contracts/telephony/menu';
import type { CallLanguage } from '@sansheng/shared/contracts/telephony/prompts';
import { defineTransition, type LiveState, shape } from '../live-state/index.ts';
import type { MenuGain, MenuPlace } from '@sansheng/shared/domain/menu-move';

/** As the script takes it. */
interface StoredMove {
  menu: string;
  version: number;
  step: string;
  tries: number;
  digits: string;
  waitMs: number;
  speaks: boolean;
  digit: string;
  language: string;
  /** JSON; '' none. */
  need: string;
  collected?: MenuGain['collected'];
  /** The way out as JSON; '' inside the menu. */
  to: string;
  queueId: string;
  target: string;
}

const moveMenu = defineTransition({
  script: new URL('./lua/move-menu.lua', import.meta.url),
  args: { callId: 'text', round: 'number', digits: 'text', move: shape<StoredMove>() },
  replies: { moved: shape<{ channelId: string; round: number }>(), stale: {}, notInMenu: {}, gone: {} },
});
const leaveMenu = defineTransition({
  script: new URL('./lua/leave-menu.lua', import.meta.url),
  args: { callId: 'text' },
  replies: { left: {}, gone: {} },
});

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
      moveMenu(state, {
        callId,
        round: seen.round,
        digits: seen.digits,
        move: {
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
        },
      }),
    leave: (callId: string) => leaveMenu(state, { callId }),
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
