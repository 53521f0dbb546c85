import type { DeadlineCalendar } from '../domain/open-time.ts';
import { DeadlineCalendarSchema } from '../tables/service-desk/cases.ts';
import type { DataSource, EntityManager } from 'typeorm';
import { createCalendars } from './calendars.ts';
import { knownYears } from './public-days.ts';

export interface DeadlineCalendars {
  all(): ReadonlyMap<string, DeadlineCalendar>;
  load(): Promise<void>;
}

/** Calendars that deadlines are counted by, as last read. Call `load` whenever settings have changed. */
export async function createDeadlineCalendars(
  db: DataSource | EntityManager,
  timeZone: string,
): Promise<DeadlineCalendars> {
  const days = await createCalendars(db, timeZone);
  let calendars: ReadonlyMap<string, DeadlineCalendar> = new Map();

  async function load(): Promise<void> {
    const [rows] = await Promise.all([db.getRepository(DeadlineCalendarSchema).find(), days.load()]);
    const { publicDays, specialDays } = days.of(null);
    const years = knownYears(Object.keys(publicDays).map((date) => ({ date }))).map(Number);
    calendars = new Map(
      rows.map(({ calendarId, isAlwaysOpen, weekly, holiday, makeUp }) => [
        calendarId,
        {
          calendarId,
          timeZone,
          knownYears: years,
          publicDays,
          specialDays: isAlwaysOpen ? {} : specialDays,
          hours: isAlwaysOpen ? null : { weekly, holiday, makeUp },
        },
      ]),
    );
  }
  await load();
  return { all: () => calendars, load };
}
