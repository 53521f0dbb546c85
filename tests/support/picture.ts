/// <reference lib="dom" />
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export const languages = ['zh-CN', 'en'] as const;
export const windowSizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

/** By the button of the page, so that what is under way stays under way; not by the mouse, which would close what is open. */
export async function setLanguage(page: Page, language: (typeof languages)[number]): Promise<void> {
  await page.evaluate((wanted) => {
    if (document.documentElement.lang === wanted) return;
    [...document.querySelectorAll('button')]
      .find(({ textContent }) => ['English', '中文'].includes(textContent.trim()))
      ?.click();
  }, language);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

/** The page as it is now for the eye, in each language and size, where PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  for (const language of languages) {
    await setLanguage(page, language);
    for (const size of windowSizes) {
      await page.setViewportSize(size);
      await page.screenshot({ path: join(folder, `${name}.${language}.${size.width}.png`) });
    }
  }
  await setLanguage(page, 'zh-CN');
}
