/** Opening hours, special days, and the public holidays. */
import { z } from 'zod';
import { newId, plainName } from '../plain-text.ts';
import { dayKinds } from '../../domain/business-calendar.ts';
import { settingDeeds } from './audit.ts';

export const businessCalendarAudit = {
  openingHours: settingDeeds,
  specialDay: settingDeeds,
  publicDays: ['imported', 'takenBack'],
} as const;

const name = plainName();
export const CalendarDate = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Span = z
  .object({ from: time, to: z.union([time, z.literal('24:00')]) })
  .refine(({ from, to }) => from !== to, 'a span of the whole day is 00:00 to 24:00');
const Spans = z.array(Span).max(8);

export const OpeningHoursEdit = z.object({
  hoursId: newId,
  name,
  nameEn: name,
  /** Monday first; a span whose end is not after its beginning runs past midnight. */
  weekly: z.array(Spans).length(7),
  /** On public holidays; null: as on any such weekday. */
  holiday: Spans.nullable().default([]),
  /** On weekend days worked in exchange for a holiday; null: as on Mondays. */
  makeUp: Spans.nullable().default(null),
});
export type OpeningHoursEdit = z.infer<typeof OpeningHoursEdit>;
export const SpecialDayEdit = z.object({ date: CalendarDate, name, nameEn: name, spans: Spans });
export type SpecialDayEdit = z.infer<typeof SpecialDayEdit>;

export const PublicDayView = z.object({
  date: z.string(),
  name: z.string(),
  nameEn: z.string(),
  isWorking: z.boolean(),
  /** False for those that came with the product. */
  isImported: z.boolean(),
});
export type PublicDayView = z.infer<typeof PublicDayView>;
export const PublicDays = z.object({
  days: z.array(PublicDayView),
  /** Years whose holidays are known. */
  years: z.array(z.string()),
});

const DayOfFile = z.object({ name: plainName(), date: CalendarDate, isOffDay: z.boolean() });
const NamesByDate = z.record(CalendarDate, z.string().max(128));
/**
 * The State Council's days of one or more years, in either of the two forms in which they are kept in public:
 * `{days: [{name, date, isOffDay}]}` (holiday-cn) or `{holidays: {date: "English,中文,n"}, workdays: {..}}`
 * (chinese-days).
 */
export const PublicDaysFile = z.union([
  z.object({ days: z.array(DayOfFile).min(1).max(1000) }),
  z.object({ holidays: NamesByDate, workdays: NamesByDate.default({}) }),
]);
/** Days of a file in one form. */
export function readPublicDays(file: z.infer<typeof PublicDaysFile>): Omit<PublicDayView, 'isImported'>[] {
  if ('days' in file) {
    return file.days.map((day) => ({ date: day.date, name: day.name, nameEn: day.name, isWorking: !day.isOffDay }));
  }
  const read = (names: Record<string, string>, isWorking: boolean) =>
    Object.entries(names).map(([date, text]) => {
      const [nameEn = '', chinese = nameEn] = text.split(',');
      return { date, name: chinese, nameEn, isWorking };
    });
  return [...read(file.holidays, false), ...read(file.workdays, true)];
}

export const DayPlanView = z.object({
  date: z.string(),
  kind: z.enum(dayKinds),
  name: z.string(),
  nameEn: z.string(),
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
  isWorkingDay: z.boolean(),
});
export const HoursPreview = z.object({
  isOpenNow: z.boolean(),
  timeZone: z.string(),
  days: z.array(DayPlanView),
  /** Years of the preview for which no holidays are known. */
  unknownYears: z.array(z.string()),
});
export type HoursPreview = z.infer<typeof HoursPreview>;
