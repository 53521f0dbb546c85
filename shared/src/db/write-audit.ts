import { randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { AuditAction } from '../contracts/audit.ts';
import { AuditSchema } from '../tables/settings/audit.ts';

const TIME_DIGITS = 9;

export interface AuditNote {
  /** Who did it, or with whose rights it was done; '' if unknown. */
  employeeNo: string;
  action: AuditAction;
  /** What it was done to: an id, a number, a file. */
  target: string;
  /** '' for actions of a job. */
  address: string;
  detail?: object;
}

/** Beginning of every audit id of this ms: ids sort by time, so a period is one range of the primary key. */
export function auditIdAt(atMs: number): string {
  return Math.max(0, Math.floor(atMs)).toString(36).padStart(TIME_DIGITS, '0');
}

/** Rejects when the entry cannot be written: an action that must be audited must then not happen. */
export async function writeAudit(
  db: DataSource | EntityManager,
  { employeeNo, action, target, address, detail }: AuditNote,
  atMs: number,
): Promise<void> {
  await db.getRepository(AuditSchema).insert({
    auditId: `${auditIdAt(atMs)}-${randomBytes(8).toString('hex')}`,
    atMs,
    employeeNo: employeeNo.slice(0, 10),
    action: action.slice(0, 64),
    target: target.slice(0, 128),
    address: address.slice(0, 64),
    detail: { ...detail },
  });
}
