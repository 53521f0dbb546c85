import { key, ms, text, table } from '../table.ts';

/** The account of a telephone on a seat's desk. */
export interface DeskPhoneRow {
  employeeNo: string;
  /** What Asterisk compares with (RFC 2617, HA1): the password itself is kept nowhere. */
  digest: string;
  madeAtMs: number;
}
export const DeskPhoneSchema = table<DeskPhoneRow>('desk_phones', { employeeNo: key, digest: text, madeAtMs: ms });
