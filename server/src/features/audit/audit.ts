import { randomBytes } from 'node:crypto';
import { AuditSchema } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';

export interface AuditNote {
  /** Who did it; '' when nobody is known. */
  employeeNo: string;
  /** `<feature>.<whatWasDone>`, e.g. `signIn.failed`, `recording.played`. */
  action: string;
  /** What it was done to: an id, a number, a file. */
  target: string;
  address: string;
  detail?: object;
}
/** Rejects when the entry cannot be kept: what must leave a trace is then not done. */
export type WriteAudit = (entry: AuditNote) => Promise<void>;

const TIME_DIGITS = 9;

/** Beginning of every audit id of this ms: ids sort by time, so a period is one range of the primary key. */
export function auditIdAt(atMs: number): string {
  return Math.max(0, Math.floor(atMs)).toString(36).padStart(TIME_DIGITS, '0');
}

export function createAudit(db: DataSource): WriteAudit {
  const entries = db.getRepository(AuditSchema);
  return async ({ employeeNo, action, target, address, detail }) => {
    const atMs = Date.now();
    await entries.insert({
      auditId: `${auditIdAt(atMs)}-${randomBytes(8).toString('hex')}`,
      atMs,
      employeeNo: employeeNo.slice(0, 10),
      action: action.slice(0, 64),
      target: target.slice(0, 128),
      address: address.slice(0, 64),
      detail: { ...detail },
    });
  };
}
