import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import { DeadlineCalendarSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { DataSource } from 'typeorm';
import { createCalendars } from '../../settings/index.ts';

const year = (date: string) => Number(date.slice(0, 4));

/** Calendars that deadlines are counted by, with the public and the special days of the center. */
export async function readDeadlineCalendars(
  db: DataSource,
  timeZone: string,
): Promise<ReadonlyMap<string, DeadlineCalendar>> {
  const [rows, days] = await Promise.all([
    db.getRepository(DeadlineCalendarSchema).find(),
    createCalendars(db, timeZone),
  ]);
  const { publicDays, specialDays } = days.of(null);
  const knownYears = [...new Set(Object.keys(publicDays).map(year))];
  return new Map(
    rows.map(({ calendarId, isAlwaysOpen, weekly, holiday, makeUp }) => [
      calendarId,
      {
        calendarId,
        timeZone,
        knownYears,
        publicDays,
        specialDays: isAlwaysOpen ? {} : specialDays,
        hours: isAlwaysOpen ? null : { weekly, holiday, makeUp },
      },
    ]),
  );
}
