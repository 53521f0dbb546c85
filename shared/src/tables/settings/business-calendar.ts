import type { OpeningHours, Span } from '../../domain/business-calendar.ts';
import { flag, json, key, text, table } from '../table.ts';

/** Hours that queues are open at. */
export interface OpeningHoursRow extends OpeningHours {
  hoursId: string;
  name: string;
  nameEn: string;
}
export const OpeningHoursSchema = table<OpeningHoursRow>('opening_hours', {
  hoursId: key,
  name: text,
  nameEn: text,
  weekly: json,
  holiday: { ...json, nullable: true },
  makeUp: { ...json, nullable: true },
});

/** A public holiday or make-up working day as imported; it goes before the one that came with the product. */
export interface PublicDayRow {
  date: string;
  name: string;
  nameEn: string;
  isWorking: boolean;
}
export const PublicDaySchema = table<PublicDayRow>('public_days', {
  date: key,
  name: text,
  nameEn: text,
  isWorking: flag,
});

/** A day of the center's own. */
export interface SpecialDayRow {
  date: string;
  name: string;
  nameEn: string;
  spans: Span[];
}
export const SpecialDaySchema = table<SpecialDayRow>('special_days', {
  date: key,
  name: text,
  nameEn: text,
  spans: json,
});
