import { describe, expect, it } from 'vitest';
import { type MenuFacts, MenuTree } from '../contracts/telephony/menu.ts';
import { checkMenu, compareMenus } from './check-menu.ts';

const facts: MenuFacts = {
  queues: [
    { queueId: 'service', name: '综合', nameEn: 'Service', isActive: true },
    { queueId: 'old', name: '旧', nameEn: 'Old', isActive: false },
  ],
  hotlines: [
    { number: '4001', name: '菜单', menu: 'main' },
    { number: '4002', name: '投诉', menu: null },
  ],
  skills: [{ skillId: 'english', name: '英语', nameEn: 'English' }],
  prompts: [
    { promptId: 'menu', name: '菜单', nameEn: 'Menu', languages: ['zh', 'en'] },
    { promptId: 'zh-only', name: '中文', nameEn: 'Chinese', languages: ['zh'] },
  ],
};
const service = { kind: 'queue', queueId: 'service' };
const choice = (stepId: string, more: object = {}) => ({
  kind: 'choice',
  stepId,
  name: stepId,
  prompts: ['menu'],
  choices: [{ digit: '1', to: service }],
  otherwise: service,
  ...more,
});
const tree = (steps: object[], more: object = {}) =>
  MenuTree.parse({ languages: ['zh'], firstStep: 'main', fallbackQueueId: 'service', steps, ...more });
const problemsOf = (steps: object[], more: object = {}) =>
  checkMenu('main', tree(steps, more), facts).map(({ stepId, field, code }) => `${stepId} ${field} ${code}`);

describe('checkMenu', () => {
  it('finds nothing wrong with a plain menu', () => {
    expect(problemsOf([choice('main')])).toEqual([]);
  });

  it.each([
    ['a first step that is not there', [choice('other')], {}, [' firstStep unknownStep', 'other  unreachable']],
    ['a step nobody reaches', [choice('main'), choice('lost')], {}, ['lost  unreachable']],
    ['two steps of one name', [choice('main'), choice('main')], {}, ['main stepId doubleStep']],
    ['a step without a word', [choice('main', { prompts: [] })], {}, ['main prompts nothingSaid']],
    ['no choice at all', [choice('main', { choices: [] })], {}, ['main choices noChoice']],
    [
      'a digit twice',
      [choice('main', { choices: ['1', '1'].map((digit) => ({ digit, to: service })) })],
      {},
      ['main choices.1.digit doubleDigit'],
    ],
    ['a prompt nobody made', [choice('main', { prompts: ['none'] })], {}, ['main prompts.0 promptUnknown']],
    [
      'a prompt missing in a language that is offered',
      [choice('main', { wrongKeyPrompts: ['zh-only'] })],
      { languages: ['zh', 'en'] },
      ['main wrongKeyPrompts.0 promptNotInLanguage'],
    ],
    [
      'a goodbye that is missing in a language',
      [choice('main', { otherwise: { kind: 'hangUp', prompts: ['zh-only'] } })],
      { languages: ['zh', 'en'] },
      ['main otherwise.prompts.0 promptNotInLanguage'],
    ],
    [
      'an inactive queue',
      [choice('main', { otherwise: { kind: 'queue', queueId: 'old' } })],
      {},
      ['main otherwise queueInactive'],
    ],
    ['an unknown fallback', [choice('main')], { fallbackQueueId: 'gone' }, [' fallbackQueueId queueUnknown']],
    [
      'an unknown number',
      [choice('main', { otherwise: { kind: 'number', number: '4999' } })],
      {},
      ['main otherwise numberUnknown'],
    ],
    [
      'a number that leads back',
      [choice('main', { otherwise: { kind: 'number', number: '4001' } })],
      {},
      ['main otherwise numberIsThisMenu'],
    ],
    [
      'a target that is no step',
      [choice('main', { otherwise: { kind: 'step', stepId: 'x' } })],
      {},
      ['main otherwise unknownStep'],
    ],
    [
      'steps that lead only to each other',
      [
        choice('main', {
          choices: [{ digit: '1', to: { kind: 'step', stepId: 'b' } }],
          otherwise: { kind: 'step', stepId: 'b' },
        }),
        { kind: 'say', stepId: 'b', name: 'b', prompts: ['menu'], next: { kind: 'step', stepId: 'main' } },
      ],
      {},
      ['main  noWayOut', 'b  noWayOut', 'main  endless', 'b  endless'],
    ],
    [
      'a repeat that nobody asked for',
      [choice('main', { otherwise: { kind: 'repeat' } })],
      {},
      ['main otherwise endless'],
    ],
    [
      'lengths the wrong way round',
      [choice('main', { kind: 'collect', what: 'accountNumber', minLength: 9, maxLength: 4, next: service })],
      {},
      ['main minLength lengthsCrossed'],
    ],
    [
      'a language that is not offered, a skill nobody has heard of',
      [
        choice('main', {
          kind: 'language',
          choices: [{ digit: '2', language: 'en', need: { skill: 'french', level: 3 } }],
          next: service,
        }),
      ],
      {},
      ['main choices.0.language languageNotOffered', 'main choices.0.need skillUnknown'],
    ],
  ])('finds %s', (_what, steps, more, problems) => {
    expect(problemsOf(steps, more)).toEqual(problems);
  });

  it('lets a key lead back to an earlier step, and finds one that is too deep', () => {
    const levels = Array.from({ length: 10 }, (_, i) =>
      choice(i === 0 ? 'main' : `level-${i}`, {
        choices: [
          { digit: '1', to: i === 9 ? service : { kind: 'step', stepId: `level-${i + 1}` } },
          { digit: '9', to: { kind: 'step', stepId: 'main' } },
        ],
      }),
    );
    expect(problemsOf(levels)).toEqual(['level-8  tooDeep', 'level-9  tooDeep']);
  });
});

describe('compareMenus', () => {
  it('names what changed, step by step', () => {
    const before = tree([choice('main'), choice('gone')]);
    const after = tree([choice('new'), choice('main', { rounds: 2 })], { fallbackQueueId: 'old' });
    expect(compareMenus(before, after).map(({ stepId, field }) => `${stepId}.${field}`)).toEqual([
      '.fallbackQueueId',
      'main.rounds',
      'gone.',
      'new.',
    ]);
    expect(compareMenus(before, MenuTree.parse(JSON.parse(JSON.stringify(before))))).toEqual([]);
  });
});
