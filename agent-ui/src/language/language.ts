import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { EventType } from '@sansheng/shared/contracts/events';
import type { CallOutcome } from '@sansheng/shared/domain/call-state';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Combination } from '../ui/use-shortcut.ts';
import { joinWords, type WordsOf } from './join-words.ts';
import type * as zhCn from './zh-cn.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Every code, event and outcome of the contracts has its words; a new one does not compile without them. */
type Complete = WordsOf<typeof zhCn> & {
  errors: Record<ErrorCode, string>;
  event: Record<EventType, string>;
  calls: { outcomes: Record<CallOutcome, string> };
  shortcuts: { does: Record<Combination, string> };
};
/** A reader fetches the words of one language; those of the other when they switch. */
const dictionaries: Record<Language, () => Promise<Complete>> = {
  'zh-CN': async () => joinWords(await import('./zh-cn.ts')),
  en: async () => joinWords(await import('./en.ts')),
};

const storageKey = 'sansheng.language';
/** The one that i18next takes for granted. */
const namespace = 'translation';

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** The page stays as it is until the texts are loaded; throws when they cannot be fetched. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, namespace))
    i18next.addResourceBundle(language, namespace, await dictionaries[language]());
  await i18next.changeLanguage(language);
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
}

/** Chinese unless this browser was switched to English before. Await it before anything is shown. */
export async function startLanguage(): Promise<void> {
  const language: Language = localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { [namespace]: await dictionaries[language]() } },
    interpolation: { escapeValue: false },
    returnEmptyString: true,
  });
}

/** Which of the texts that `shared` has in both languages is read. */
export function textLanguage(): 'zh' | 'en' {
  return currentLanguage() === 'en' ? 'en' : 'zh';
}

/** The name of something that the center named in both languages. */
export function nameOf(thing: { name: string; nameEn: string }): string {
  return currentLanguage() === 'en' ? thing.nameEn : thing.name;
}
