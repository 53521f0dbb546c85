import { createInstance } from 'i18next';
import { expect, it } from 'vitest';
import { joinWords } from '../language/join-words.ts';
import * as zhCn from '../language/zh-cn.ts';
import { settingInWords } from './in-words.ts';

it("says a setting's value as its form shows it", async () => {
  const language = createInstance();
  const t = await language.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: joinWords(zhCn) } } });
  expect(settingInWords(t, 'strategy', 'longestIdle')).toBe('空闲最久');
  expect(settingInWords(t, 'roles', ['agent', 'lead'])).toBe('坐席, 班长');
  expect(settingInWords(t, 'name', 'longestIdle')).toBe('longestIdle');
  expect(settingInWords(t, 'isRecorded', true)).toBe('✓');
  expect(settingInWords(t, 'strategy', 'unheardOf')).toBe('unheardOf');
  expect(settingInWords(t, 'prompts', { greeting: null })).toBe('greeting –');
});
