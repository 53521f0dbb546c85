import { createRequire } from 'node:module';
import { PublicDaysFile, type PublicDayView, readPublicDays } from '../contracts/settings/business-calendar.ts';
import type { PublicDayRow } from '../tables/settings/business-calendar.ts';

// Only the data of the package: what the State Council had published when this version was released.
const published: unknown = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json');
const ofProduct = readPublicDays(PublicDaysFile.parse(published));

const yearOf = ({ date }: { date: string }): string => date.slice(0, 4);

/** Holidays and make-up working days in force: an imported year replaces the product's own. By date. */
export function mergePublicDays(imported: readonly PublicDayRow[]): PublicDayView[] {
  const years = new Set(imported.map(yearOf));
  return [
    ...ofProduct.filter((day) => !years.has(yearOf(day))).map((day) => ({ ...day, isImported: false })),
    ...imported.map((day) => ({ ...day, isImported: true })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Years that have at least one public holiday; for any other, nothing has been published or imported yet. */
export function knownYears(days: readonly { date: string }[]): string[] {
  return [...new Set(days.map(yearOf))].sort();
}
