/** Settings of the service desk: who reads and changes them, and what the audit log keeps of it. */
import type { Role } from '../../domain/roles.ts';
import { settingDeeds } from '../settings/audit.ts';

export const deskSettingsAccess = {
  /** Departments, categories, areas, calendars of deadlines. */
  deskSettings: ['admin', 'supervisor'],
  /** Less time than was promised is a supervisor's to give. */
  earlierTimes: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export const deskSettingsAudit = {
  department: settingDeeds,
  caseCategory: settingDeeds,
  area: settingDeeds,
  deadlineCalendar: settingDeeds,
  earlierTimes: ['agreed'],
} as const;
