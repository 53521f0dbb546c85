import type { ErrorCode } from '@sansheng/shared/contracts/errors';
import type { EventType } from '@sansheng/shared/contracts/events';
import type { CallOutcome } from '@sansheng/shared/domain/call-state';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { type Dictionary, zhCn } from './zh-cn.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Every code, event and outcome of the contracts has its words; a new one does not compile without them. */
type Complete = Dictionary & {
  errors: Record<ErrorCode, string>;
  event: Record<EventType, string>;
  calls: { outcomes: Record<CallOutcome, string> };
};
const dictionaries: Record<Language, Complete> = { 'zh-CN': zhCn, en };

const storageKey = 'sansheng.language';

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** Chinese unless this browser was switched to English before. */
export function startLanguage(): void {
  const language: Language = localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
  document.documentElement.lang = language;
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: dictionaries['zh-CN'] }, en: { translation: dictionaries.en } },
    interpolation: { escapeValue: false },
    returnEmptyString: true,
  });
}

/** Which of the texts that `shared` has in both languages is read. */
export function textLanguage(): 'zh' | 'en' {
  return currentLanguage() === 'en' ? 'en' : 'zh';
}

/** The name of a thing that the center named in both languages. */
export function nameOf(thing: { name: string; nameEn: string }): string {
  return currentLanguage() === 'en' ? thing.nameEn : thing.name;
}
