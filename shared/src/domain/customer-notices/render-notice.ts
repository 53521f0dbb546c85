/** The text that a customer gets: of the case, only what customers may read. Pure. */
import type { CaseField, CaseType } from '../../contracts/service-desk/case-types.ts';
import { centerClock } from '../center-day.ts';
import { isEmpty } from '../cases/case-fields.ts';
import { noticeTemplates } from './templates.ts';

export type NoticeLanguage = 'zh' | 'en';

export type RenderedNotice =
  | { kind: 'rendered'; text: string }
  /** Nobody gets "Dear ,". */
  | { kind: 'empty'; variable: string };

export interface NoticeFacts {
  type: CaseType;
  caseNo: string;
  fields: Readonly<Record<string, unknown>>;
  language: NoticeLanguage;
  timeZone: string;
}

/** Throws RangeError for a template that there is not: that was checked when the server started. */
export function renderNotice(template: string, given: NoticeFacts): RenderedNotice {
  const found = noticeTemplates[template];
  if (found === undefined) throw new RangeError(`no template ${template}`);
  const text = found[given.language];
  for (const variable of variablesOf(text)) if (valueOf(variable, given) === '') return { kind: 'empty', variable };
  return { kind: 'rendered', text: text.replaceAll(/\{(\w+)\}/g, (_, variable: string) => valueOf(variable, given)) };
}

export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)),
];

/** What would be sent to customers and must not, or cannot be; empty: all may be used. */
export function checkNotices(types: readonly CaseType[]): string[] {
  return types.flatMap((type) => {
    const open = new Set(type.fields.filter(({ visibility }) => visibility === 'customer').map(({ key }) => key));
    const told = type.transitions.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.do === 'notify' && effect.whom === 'customer' ? [effect.template] : [])),
    );
    return told.flatMap((template) => {
      const found = noticeTemplates[template];
      if (found === undefined) return [`${type.key}: no template ${template}`];
      return [...variablesOf(found.zh), ...variablesOf(found.en)]
        .filter((name) => !open.has(name) && name !== 'caseNo')
        .map((name) => `${type.key}: ${template} tells customers ${name}`);
    });
  });
}

function valueOf(variable: string, { type, caseNo, fields, language, timeZone }: NoticeFacts): string {
  if (variable === 'caseNo') return caseNo;
  const field = type.fields.find(({ key }) => key === variable);
  const value = fields[variable];
  if (field === undefined || field.visibility !== 'customer' || isEmpty(value)) return '';
  return inWords(field, value, language, timeZone).trim();
}

function inWords({ kind, choices }: CaseField, value: unknown, language: NoticeLanguage, timeZone: string): string {
  const choice = (one: unknown) => choices.find(({ key }) => key === one)?.name[language] ?? String(one);
  switch (kind) {
    case 'instant':
      return centerClock(timeZone).textOf(Number(value));
    case 'choice':
      return choice(value);
    case 'many':
      return (value as unknown[]).map(choice).join(language === 'zh' ? '、' : ', ');
    case 'money':
      return (Number(value) / 100).toFixed(2);
    case 'yesNo':
      return language === 'zh' ? (value === true ? '是' : '否') : value === true ? 'yes' : 'no';
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}
