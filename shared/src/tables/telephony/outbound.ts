import type { Role } from '../../domain/roles.ts';
import { flag, int, json, key, ms, text, table } from '../table.ts';

/** Which numbers people of a role may dial; a role without a row dials nobody. */
export interface DialingRuleRow {
  role: Role;
  /** Mobile and landline numbers of the center's own country. */
  isHomeAllowed: boolean;
  /** Further numbers by how they begin: `+852`, `400`, `95`. */
  prefixes: string[];
  /** Refused even so. */
  denied: string[];
}
export const DialingRuleSchema = table<DialingRuleRow>('dialing_rules', {
  role: key,
  isHomeAllowed: flag,
  prefixes: json,
  denied: json,
});

/** One row: of the center. */
export interface OutboundSettingsRow {
  settingsId: string;
  /** Shown to customers where the queue names no number; '': the queue's hotline. */
  callerNumber: string;
  /** Calls to one number by the whole center. */
  perMinute: number;
  perHour: number;
  perDay: number;
  /** A paused recording goes on by itself after this. */
  pauseLimitSeconds: number;
}
export const OutboundSettingsSchema = table<OutboundSettingsRow>('outbound_settings', {
  settingsId: key,
  callerNumber: text,
  perMinute: int,
  perHour: int,
  perDay: int,
  pauseLimitSeconds: int,
});

/** A number that nobody of the center calls. */
export interface DoNotCallRow {
  /** E.164. */
  number: string;
  reason: string;
  addedBy: string;
  addedAtMs: number;
}
export const DoNotCallSchema = table<DoNotCallRow>('do_not_call', {
  number: key,
  reason: text,
  addedBy: text,
  addedAtMs: ms,
});
