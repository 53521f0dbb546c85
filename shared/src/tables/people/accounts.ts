import type { Role } from '../../domain/roles.ts';
import { flag, json, key, text, textOrNull, table } from '../table.ts';

export interface AccountRow {
  employeeNo: string;
  name: string;
  roles: Role[];
  teamId: string | null;
  /** Argon2id, PHC string. */
  passwordHash: string;
  /** Set by an administrator, who knows it. */
  mustChangePassword: boolean;
  isActive: boolean;
}
export const AccountSchema = table<AccountRow>('accounts', {
  employeeNo: key,
  name: text,
  roles: json,
  teamId: textOrNull,
  passwordHash: text,
  mustChangePassword: flag,
  isActive: flag,
});

export interface TeamRow {
  teamId: string;
  name: string;
}
export const TeamSchema = table<TeamRow>('teams', { teamId: key, name: text });
