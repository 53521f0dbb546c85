/** People of the center, as administrators keep them, and their teams. */
import { z } from 'zod';
import { newId, ownId, plainName } from '../plain-text.ts';
import { roles } from '../../domain/roles.ts';
import { EmployeeNo, NewPassword } from './sign-in.ts';
import { settingDeeds } from '../settings/audit.ts';

export const accountAudit = {
  account: [...settingDeeds, 'firstAdministrator', 'passwordChanged', 'passwordRefused', 'skillsChanged', 'unlocked'],
  team: settingDeeds,
} as const;

const name = plainName();

export const AccountEdit = z.object({
  employeeNo: EmployeeNo,
  name,
  roles: z.array(z.enum(roles)).min(1),
  teamId: ownId(40).nullable(),
  isActive: z.boolean().default(true),
  /** Required for a new account; absent keeps the old one. */
  password: NewPassword.optional(),
});
export const Account = AccountEdit.omit({ password: true });
/** Accounts that are locked now, and for how long. */
export const AccountLocks = z.object({
  locks: z.array(z.object({ employeeNo: z.string(), untilMs: z.number().int() })),
});
export const Team = z.object({ teamId: newId, name });
