import type {
  CaseActor,
  CaseClockRule,
  CaseCondition,
  CaseEffect,
  CaseLevel,
  CaseMeasure,
  CaseType,
} from '@sansheng/shared/contracts/service-desk/case-types';
import { type Role, roles } from '@sansheng/shared/domain/roles';
import type { TFunction } from 'i18next';

const FEN = 100;
const isRole = (actor: CaseActor): actor is Role => (roles as readonly string[]).includes(actor);

interface Named {
  key: string;
  name: { zh: string; en: string };
}
/** Of a type, what its words are made of. */
export interface TypeToRead {
  steps: readonly Named[];
  fields: readonly (Named & { choices: readonly Named[] })[];
  clocks: readonly Named[];
  startsClocks?: readonly string[];
}

/** A type of cases in the words of those who work by it: nothing of it is shown as it is written down. */
export function caseTypeInWords(
  t: TFunction,
  language: 'zh' | 'en',
  type: TypeToRead,
  types: readonly CaseType[] = [],
) {
  const nameIn = (list: readonly Named[], key: string) => list.find((one) => one.key === key)?.name[language] ?? key;
  const field = (key: string) => nameIn(type.fields, key);
  const clock = (key: string) => nameIn(type.clocks, key);
  const joined = (parts: readonly string[]) => parts.join(t('list.comma'));
  const time = (minutes: number) =>
    minutes % 60 === 0
      ? t('deskSettings.hours', { count: minutes / 60 })
      : t('deskSettings.minutes', { count: minutes });

  function valueOf(of: string, value: string | number | boolean): string {
    if (typeof value === 'boolean') return t(value ? 'cases.yes' : 'cases.no');
    if (of === 'amountFen') return (Number(value) / FEN).toLocaleString('en');
    const choice = type.fields.find(({ key }) => key === of)?.choices.find(({ key }) => key === value);
    if (choice !== undefined) return choice.name[language];
    return t([`cases.${of}s.${value}`], { defaultValue: String(value) });
  }
  function condition(one: CaseCondition): string {
    const isFact = type.fields.every(({ key }) => key !== one.of);
    const of = isFact ? t([`deskSettings.facts.${one.of}`], { defaultValue: one.of }) : field(one.of);
    const value =
      one.op === 'oneOf' ? joined(one.values.map((each) => valueOf(one.of, each))) : valueOf(one.of, one.value);
    return t(`deskSettings.conditions.${one.op}`, { of, value });
  }
  const when = (conditions: readonly CaseCondition[]) => {
    const [from, below] = conditions;
    return conditions.length === 2 && from?.op === 'atLeast' && below?.op === 'below' && from.of === below.of
      ? t('deskSettings.conditions.between', {
          of: t([`deskSettings.facts.${from.of}`], { defaultValue: field(from.of) }),
          from: valueOf(from.of, from.value),
          below: valueOf(below.of, below.value),
        })
      : joined(conditions.map(condition));
  };
  function measure(one: CaseMeasure): string {
    switch (one.kind) {
      case 'elapsed':
      case 'openTime':
        return t(`deskSettings.measures.${one.kind}`, { time: time(one.minutes) });
      case 'workingDays':
      case 'calendarDays':
        return t(`deskSettings.measures.${one.kind}`, { count: one.days });
      case 'sameDay':
        return t('deskSettings.measures.sameDay', { time: time(one.lateMinutes) });
      case 'promise':
        return t('deskSettings.measures.promise', { field: field(one.field) });
      case 'halfWorkingDay':
        return t('deskSettings.measures.halfWorkingDay');
    }
  }
  function at(one: CaseLevel['at']): string {
    switch (one.kind) {
      case 'share':
        return t('deskSettings.at.share', { percent: Math.round(one.share * 100) });
      case 'due':
        return t('deskSettings.at.due');
      case 'sinceStart':
        if (one.minutes === 0) return t('deskSettings.at.start');
        return t('deskSettings.at.sinceStart', { time: time(one.minutes) });
      case 'openBefore':
      case 'openAfter':
        return t(`deskSettings.at.${one.kind}`, { time: time(one.minutes) });
    }
  }
  function effect(one: CaseEffect): string {
    const does = (key: Exclude<typeof one.do, never> | 'takeAssignee', more: Record<string, string> = {}) =>
      t(`deskSettings.does.${key}`, more);
    switch (one.do) {
      case 'setDepartment':
        return does(one.do, { field: field(one.field) });
      case 'setAssignee':
        return one.field === null ? does('takeAssignee') : does(one.do, { field: field(one.field) });
      case 'setField':
        return does(one.do, { field: field(one.field), value: valueOf(one.field, one.value) });
      case 'startClock':
      case 'stopClock':
      case 'makeFollowUp':
        return does(one.do, { clock: clock(one.clock) });
      case 'makeChild':
        return does(one.do, { type: nameIn(types, one.type) });
      case 'notify':
        return does(one.do, { whom: t(`deskSettings.receivers.${one.whom}`) });
      default:
        return does(one.do);
    }
  }
  return {
    step: (key: string) => nameIn(type.steps, key),
    field,
    time,
    who: (actors: readonly CaseActor[]) =>
      joined(actors.map((actor) => (isRole(actor) ? t(`roles.${actor}`) : t(`deskSettings.relations.${actor}`)))),
    effects: (effects: readonly CaseEffect[]) => joined(effects.map(effect)),
    /** Why a clock has the time that it has. */
    because: ({ when: conditions, measure: budget }: { when: readonly CaseCondition[]; measure: CaseMeasure }) =>
      conditions.length === 0
        ? measure(budget)
        : t('deskSettings.because', { when: when(conditions), measure: measure(budget) }),
    /** One line for each budget, the conditions before it. */
    budgets: (rule: CaseClockRule) =>
      rule.budgets.map(({ when: conditions, measure: budget }) => {
        const before =
          conditions.length > 0 ? when(conditions) : rule.budgets.length > 1 ? t('deskSettings.otherwise') : '';
        return before === '' ? measure(budget) : `${before}: ${measure(budget)}`;
      }),
    starts: ({ key, startsWhen }: CaseClockRule): string | null => {
      if (type.startsClocks?.includes(key) === true) return t('deskSettings.startsAtOnce');
      return startsWhen === null ? null : t('deskSettings.startsWhen', { when: when(startsWhen) });
    },
    levels: (rule: CaseClockRule) =>
      rule.levels.map((level) =>
        t(level.isGrave ? 'deskSettings.tellsAtOnce' : 'deskSettings.tells', {
          at: at(level.at),
          whom: joined(level.tell.map((one) => t(`deskSettings.receivers.${one}`))),
        }),
      ),
  };
}
