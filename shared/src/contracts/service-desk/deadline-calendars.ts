/** Calendars that deadlines are counted by; their hours are written as those of a line are. */
import { z } from 'zod';
import { newId } from '../plain-text.ts';
import { OpeningHoursEdit } from '../settings/business-calendar.ts';

export const DeadlineCalendarEdit = OpeningHoursEdit.omit({ hoursId: true }).extend({
  calendarId: newId,
  /** Day and night, holidays too; its hours then do not count. */
  isAlwaysOpen: z.boolean().default(false),
});
export type DeadlineCalendarEdit = z.output<typeof DeadlineCalendarEdit>;
