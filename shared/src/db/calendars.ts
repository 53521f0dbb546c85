import { OpeningHoursSchema, PublicDaySchema, SpecialDaySchema } from '../tables/settings/business-calendar.ts';
import type { BusinessCalendar, OpeningHours } from '../domain/business-calendar.ts';
import type { DataSource, EntityManager } from 'typeorm';
import { mergePublicDays } from './public-days.ts';

export interface Calendars {
  /** Null hours: always open except for special days. Unknown hours count as none. */
  of(hoursId: string | null): BusinessCalendar;
  load(): Promise<void>;
}

/** The calendars of the center, as last read from the database. Call `load` whenever settings have changed. */
export async function createCalendars(db: DataSource | EntityManager, timeZone: string): Promise<Calendars> {
  let hours = new Map<string, OpeningHours>();
  let days: Pick<BusinessCalendar, 'publicDays' | 'specialDays'> = { publicDays: {}, specialDays: {} };

  async function load(): Promise<void> {
    const [hoursRows, imported, special] = await Promise.all([
      db.getRepository(OpeningHoursSchema).find(),
      db.getRepository(PublicDaySchema).find(),
      db.getRepository(SpecialDaySchema).find(),
    ]);
    hours = new Map(hoursRows.map((row) => [row.hoursId, row]));
    days = {
      publicDays: Object.fromEntries(mergePublicDays(imported).map((day) => [day.date, day])),
      specialDays: Object.fromEntries(special.map(({ date, name, nameEn, spans }) => [date, { name, nameEn, spans }])),
    };
  }
  await load();
  return {
    of: (hoursId) => ({ timeZone, hours: hoursId === null ? null : (hours.get(hoursId) ?? null), ...days }),
    load,
  };
}
