import type { SettingUser } from '@sansheng/shared/contracts/errors';
import { DeadlineCalendarEdit } from '@sansheng/shared/contracts/service-desk/deadline-calendars';
import { access } from '@sansheng/shared/domain/access';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { checkCalendar } from '@sansheng/shared/domain/open-time';
import { DeadlineCalendarSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import { UserError } from '../../platform/http/routes.ts';
import { addSettingRoutes, findOverlapInHours, mustBeUnused } from '../../settings/index.ts';

/** Hours that deadlines are counted by. What a change does to clocks that run is found by the recount. */
export function addDeadlineCalendarRoutes(context: AppContext): void {
  addSettingRoutes(context, {
    path: 'deadline-calendars',
    singular: 'deadlineCalendar',
    schema: DeadlineCalendarSchema,
    idField: 'calendarId',
    edit: DeadlineCalendarEdit,
    view: DeadlineCalendarEdit,
    access: { read: access.deskSettings, write: access.deskSettings },
    toRow: async (edit) => {
      mustHaveTime(edit);
      return edit;
    },
    removal: async ({ calendarId }, from) => mustBeUnused(await usersOf(from, calendarId)),
  });
}

/** Throws UserError naming the field: without any open time nothing would ever be due. */
function mustHaveTime(edit: DeadlineCalendarEdit): void {
  if (edit.isAlwaysOpen) return;
  const overlap = findOverlapInHours({ ...edit, hoursId: edit.calendarId });
  if (overlap !== null)
    throw new UserError('badRequest', { field: overlap, detail: 'overlaps another span of the day' });
  if (checkCalendar({ hours: edit }) !== null)
    throw new UserError('badRequest', { field: 'weekly', detail: 'no day of the week has any open time' });
}

async function usersOf(from: EntityManager, calendarId: string): Promise<SettingUser[]> {
  const types = shippedCaseTypes().filter(({ clocks }) => clocks.some((clock) => clock.calendarId === calendarId));
  const [{ count }] = (await from.query(
    'SELECT COUNT(DISTINCT caseId) AS count FROM case_clocks WHERE calendarId = ? AND stoppedAtMs IS NULL',
    [calendarId],
  )) as [{ count: number | string }];
  return [
    ...types.map(({ name }): SettingUser => ({ kind: 'caseType', name: name.zh })),
    ...(Number(count) === 0 ? [] : [{ kind: 'openCases' as const, name: String(count) }]),
  ];
}
