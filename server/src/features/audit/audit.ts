import { randomBytes } from 'node:crypto';
import { AuditSchema } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { WriteAudit } from '../../app-context.ts';

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
