import { MenuTree } from '../contracts/telephony/menu.ts';
import { describe, expect, it } from 'vitest';
import { decideMove, MENU_ROUNDS, type MenuPlace } from './menu-move.ts';

const queue = (queueId: string) => ({ kind: 'queue' as const, queueId, priority: null, needs: [] });
const tree = MenuTree.parse({
  languages: ['zh', 'en'],
  firstStep: 'language',
  fallbackQueueId: 'fallback',
  steps: [
    {
      kind: 'language',
      stepId: 'language',
      name: 'l',
      prompts: ['l'],
      choices: [{ digit: '2', language: 'en', need: { skill: 'english', level: 3 } }],
      next: { kind: 'step', stepId: 'main' },
      otherwise: { kind: 'step', stepId: 'main' },
    },
    {
      kind: 'choice',
      stepId: 'main',
      name: 'm',
      prompts: ['m'],
      rounds: 2,
      wrongKeyPrompts: ['wrong'],
      choices: [
        { digit: '1', to: queue('service') },
        { digit: '3', to: { kind: 'step', stepId: 'number' } },
        { digit: '0', to: { kind: 'repeat' } },
      ],
      otherwise: queue('other'),
    },
    {
      kind: 'collect',
      stepId: 'number',
      name: 'n',
      prompts: ['n'],
      what: 'customerNumber',
      minLength: 3,
      maxLength: 5,
      rounds: 2,
      wrongKeyPrompts: ['wrong'],
      next: { kind: 'step', stepId: 'thanks' },
      otherwise: queue('other'),
    },
    { kind: 'say', stepId: 'thanks', name: 't', prompts: ['t'], next: queue('service') },
  ],
});
const at = (stepId: string, more: Partial<MenuPlace> = {}): MenuPlace => ({
  stepId,
  tries: 1,
  round: 1,
  digits: '',
  ...more,
});
const press = (place: MenuPlace, digit: string) => decideMove(tree, place, { kind: 'digit', digit });
const wait = (place: MenuPlace) => decideMove(tree, place, { kind: 'silence' });

describe('decideMove', () => {
  it('leads by a key, out of the menu or to a step', () => {
    expect(press(at('main'), '1')).toEqual({ kind: 'leave', to: queue('service'), gain: {} });
    expect(press(at('main'), '3')).toEqual({ kind: 'speak', stepId: 'number', tries: 1, lead: [], gain: {} });
  });

  it('repeats on the repeat key, on silence, and with a hint on a wrong key', () => {
    expect(press(at('main'), '0')).toMatchObject({ kind: 'speak', stepId: 'main', tries: 2, lead: [] });
    expect(wait(at('main'))).toMatchObject({ kind: 'speak', stepId: 'main', tries: 2, lead: [] });
    expect(press(at('main'), '9')).toMatchObject({ kind: 'speak', stepId: 'main', tries: 2, lead: ['wrong'] });
  });

  it('goes on by itself when the rounds are used up', () => {
    for (const move of [wait, (place: MenuPlace) => press(place, '9'), (place: MenuPlace) => press(place, '0')]) {
      expect(move(at('main', { tries: 2 }))).toEqual({ kind: 'leave', to: queue('other'), gain: {} });
    }
  });

  it('sends a caller who goes round and round to the fallback queue', () => {
    expect(press(at('main', { round: MENU_ROUNDS }), '3')).toEqual({ kind: 'leave', to: queue('fallback'), gain: {} });
    expect(press(at('main', { round: MENU_ROUNDS }), '1')).toMatchObject({ to: queue('service') });
    expect(wait(at('gone'))).toMatchObject({ kind: 'leave', to: queue('fallback') });
  });

  it('takes a language with the skill it needs', () => {
    const need = { skill: 'english', level: 3, relax: [] };
    expect(press(at('language'), '2')).toMatchObject({ kind: 'speak', stepId: 'main', gain: { language: 'en', need } });
  });

  it('collects a number up to its terminator, its length or a pause', () => {
    expect(press(at('number'), '7')).toEqual({ kind: 'listen', digits: '7', waitMs: 4000 });
    const collected = (digits: string) => ({ kind: 'speak', gain: { collected: { what: 'customerNumber', digits } } });
    expect(press(at('number', { digits: '123' }), '#')).toMatchObject(collected('123'));
    expect(press(at('number', { digits: '1234' }), '5')).toMatchObject(collected('12345'));
    expect(wait(at('number', { digits: '1234' }))).toMatchObject(collected('1234'));
  });

  it('asks again for a number that is too short, and for one with a star in it', () => {
    const asked = { kind: 'speak', stepId: 'number', tries: 2, lead: ['wrong'], gain: {} };
    expect(press(at('number', { digits: '12' }), '#')).toEqual(asked);
    expect(wait(at('number', { digits: '12' }))).toEqual(asked);
    expect(press(at('number', { digits: '1234' }), '*')).toEqual(asked);
    expect(wait(at('number'))).toEqual({ ...asked, lead: [] });
    expect(wait(at('number', { tries: 2 }))).toEqual({ kind: 'leave', to: queue('other'), gain: {} });
  });

  it('plays an announcement to the end, whatever is pressed', () => {
    expect(press(at('thanks'), '1')).toEqual({ kind: 'nothing' });
    expect(wait(at('thanks'))).toEqual({ kind: 'leave', to: queue('service'), gain: {} });
  });
});
