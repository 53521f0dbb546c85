import type { MenuStep, MenuTarget, MenuTree } from '../contracts/telephony/menu.ts';
import type { CallLanguage } from '../contracts/telephony/prompts.ts';

/** A caller's position in a menu. */
export interface MenuPlace {
  stepId: string;
  /** How often this step has been played. */
  tries: number;
  /** Rounds played to this caller in all. */
  round: number;
  /** Digits that a collecting step has so far. */
  digits: string;
}
export type MenuHappening = { kind: 'digit'; digit: string } | { kind: 'silence' };
type Need = { skill: string; level: number; relax: { afterMs: number; level: number }[] };
/** What the caller has told us with this key. */
export interface MenuGain {
  language?: CallLanguage;
  need?: Need | null;
  collected?: { what: 'customerNumber' | 'accountNumber'; digits: string };
}
export type MenuMove =
  | { kind: 'nothing' }
  /** One more digit of a number. */
  | { kind: 'listen'; digits: string; waitMs: number }
  | { kind: 'speak'; stepId: string; tries: number; lead: string[]; gain: MenuGain }
  | { kind: 'leave'; to: Exclude<MenuTarget, { kind: 'step' } | { kind: 'repeat' }>; gain: MenuGain };

/** Number of rounds after which more listening does not help a caller; the fallback queue then gets them. */
export const MENU_ROUNDS = 60;

/** What follows from a key or from silence. */
export function decideMove(tree: MenuTree, place: MenuPlace, happening: MenuHappening): MenuMove {
  const step = tree.steps.find(({ stepId }) => stepId === place.stepId);
  if (step === undefined) return fallback(tree);
  if (step.kind === 'say')
    return happening.kind === 'digit' ? { kind: 'nothing' } : follow(tree, place, step, step.next);
  if (step.kind === 'collect') return decideCollecting(tree, place, step, happening);
  if (happening.kind === 'silence') return again(tree, place, step, []);
  const { digit } = happening;
  if (step.kind === 'choice') {
    const choice = step.choices.find((one) => one.digit === digit);
    return choice === undefined ? again(tree, place, step, step.wrongKeyPrompts) : follow(tree, place, step, choice.to);
  }
  const choice = step.choices.find((one) => one.digit === digit);
  if (choice === undefined) return again(tree, place, step, step.wrongKeyPrompts);
  return follow(tree, place, step, step.next, { language: choice.language, need: choice.need });
}

function decideCollecting(
  tree: MenuTree,
  place: MenuPlace,
  step: Extract<MenuStep, { kind: 'collect' }>,
  happening: MenuHappening,
): MenuMove {
  const wrong = () => again(tree, place, step, step.wrongKeyPrompts);
  const done = (digits: string) => follow(tree, place, step, step.next, { collected: { what: step.what, digits } });
  if (happening.kind === 'digit' && happening.digit !== step.terminator) {
    if (!/^\d$/.test(happening.digit)) return wrong();
    const digits = place.digits + happening.digit;
    return digits.length >= step.maxLength ? done(digits) : { kind: 'listen', digits, waitMs: step.nextDigitMs };
  }
  if (place.digits.length >= step.minLength) return done(place.digits);
  return happening.kind === 'silence' && place.digits === '' ? again(tree, place, step, []) : wrong();
}

type Asking = Exclude<MenuStep, { kind: 'say' }>;

/** Plays the step again, or goes on without an answer once its rounds are used up. */
function again(tree: MenuTree, place: MenuPlace, step: Asking, lead: string[]): MenuMove {
  if (place.round >= MENU_ROUNDS) return fallback(tree);
  if (place.tries >= step.rounds) return follow(tree, place, step, step.otherwise);
  return { kind: 'speak', stepId: step.stepId, tries: place.tries + 1, lead, gain: {} };
}

function follow(tree: MenuTree, place: MenuPlace, step: MenuStep, to: MenuTarget, gain: MenuGain = {}): MenuMove {
  if (place.round >= MENU_ROUNDS && to.kind !== 'queue') return fallback(tree, gain);
  switch (to.kind) {
    case 'repeat':
      // Such a loop would be endless; the check refuses it.
      return step.kind === 'say' ? fallback(tree, gain) : again(tree, place, step, []);
    case 'step':
      return { kind: 'speak', stepId: to.stepId, tries: 1, lead: [], gain };
    default:
      return { kind: 'leave', to, gain };
  }
}

function fallback(tree: MenuTree, gain: MenuGain = {}): MenuMove {
  return { kind: 'leave', to: { kind: 'queue', queueId: tree.fallbackQueueId, priority: null, needs: [] }, gain };
}
