import {
  HoursPreview,
  OpeningHoursEdit,
  PublicDays,
  PublicDaysFile,
  readPublicDays,
  SpecialDayEdit,
} from '@sansheng/shared/contracts/settings/business-calendar';
import {
  OpeningHoursSchema,
  PublicDaySchema,
  SpecialDaySchema,
} from '@sansheng/shared/tables/settings/business-calendar';
import { openingAt, planDays } from '@sansheng/shared/domain/business-calendar';
import { createCalendars, knownYears, mergePublicDays } from '@sansheng/shared/db';
import { access } from '@sansheng/shared/domain/access';
import { Like } from 'typeorm';
import { z } from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, findUsersOfHours, keepChange, mustBeUnused } from '../setting-kit/index.ts';
import { findOverlap, findOverlapInHours } from './overlapping-spans.ts';

const PREVIEW_DAYS = 14;

export function addBusinessCalendarRoutes(context: AppContext): void {
  const { routes, db, env } = context;
  const publicDays = db.getRepository(PublicDaySchema);

  addSettingRoutes(context, {
    path: 'opening-hours',
    singular: 'openingHours',
    schema: OpeningHoursSchema,
    idField: 'hoursId',
    edit: OpeningHoursEdit,
    view: OpeningHoursEdit,
    toRow: async (edit) => {
      const field = findOverlapInHours(edit);
      if (field !== null) throw new UserError('badRequest', { field, detail: 'overlaps another span of the day' });
      return edit;
    },
    removal: async ({ hoursId }, from) => mustBeUnused(await findUsersOfHours(from, hoursId)),
  });
  addSettingRoutes(context, {
    path: 'special-days',
    singular: 'specialDay',
    schema: SpecialDaySchema,
    idField: 'date',
    edit: SpecialDayEdit,
    view: SpecialDayEdit,
    toRow: async (edit) => {
      const place = findOverlap(edit.spans);
      if (place !== null)
        throw new UserError('badRequest', { field: `spans.${place}`, detail: 'overlaps another span of the day' });
      return edit;
    },
    removal: async () => {},
  });

  const readDays = async () => {
    const days = mergePublicDays(await publicDays.find());
    return { days, years: knownYears(days) };
  };
  routes.add({
    method: 'get',
    path: '/api/v1/admin/public-days',
    access: access.settings,
    summary: 'Public holidays and make-up working days in force',
    tag: 'admin',
    reply: PublicDays,
    handler: readDays,
  });
  routes.add({
    method: 'post',
    path: '/api/v1/admin/public-days',
    access: access.administration,
    summary: 'Import the days of whole years, replacing what was known of these years',
    tag: 'admin',
    body: PublicDaysFile,
    reply: PublicDays,
    handler: async ({ body, session, address }) => {
      const days = readPublicDays(body);
      const years = knownYears(days);
      const change = { what: 'public-days', action: 'publicDays.imported' as const, target: years.join(',') };
      await keepChange(context, { ...change, author: { session, address } }, async (into) => {
        for (const year of years) await into.delete(PublicDaySchema, { date: Like(`${year}-%`) });
        await into.insert(PublicDaySchema, days);
        return { detail: { days: days.length }, result: undefined };
      });
      return readDays();
    },
  });
  routes.add({
    method: 'delete',
    path: '/api/v1/admin/public-days/:year',
    access: access.administration,
    summary: 'Remove an imported year: the days that came with the product apply again',
    tag: 'admin',
    params: z.object({ year: z.string().regex(/^\d{4}$/) }),
    handler: async ({ params: { year }, session, address }) => {
      const change = { what: 'public-days', action: 'publicDays.takenBack' as const, target: year };
      await keepChange(context, { ...change, author: { session, address } }, async (into) => {
        const { affected } = await into.delete(PublicDaySchema, { date: Like(`${year}-%`) });
        if (!affected) throw new UserError('notFound');
        return { detail: { days: affected }, result: undefined };
      });
    },
  });

  routes.add({
    method: 'get',
    path: '/api/v1/opening-hours/:hoursId/preview',
    access: access.settingsOfLeads,
    summary: 'Whether the center is open now, and the next 14 days with the reason for each',
    tag: 'admin',
    params: z.object({ hoursId: z.string().max(40) }),
    reply: HoursPreview,
    handler: async ({ params: { hoursId } }) => {
      if (!(await db.getRepository(OpeningHoursSchema).existsBy({ hoursId }))) throw new UserError('notFound');
      const calendar = (await createCalendars(db, env.CENTER_TIME_ZONE)).of(hoursId);
      const days = planDays(calendar, Date.now(), PREVIEW_DAYS);
      const known = knownYears(Object.keys(calendar.publicDays).map((date) => ({ date })));
      return {
        isOpenNow: openingAt(calendar, Date.now()).isOpen,
        timeZone: calendar.timeZone,
        days,
        unknownYears: knownYears(days).filter((year) => !known.includes(year)),
      };
    },
  });
}
