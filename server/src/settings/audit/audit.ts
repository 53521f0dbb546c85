import { writeAudit } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { WriteAudit } from '../../platform/app-context.ts';
import { actingToken } from '../../platform/http/acting-token.ts';

export function createAudit(db: DataSource): WriteAudit {
  return (note, within = db.manager) => {
    // What a program did by somebody's token was not done by them.
    const byToken = actingToken.getStore();
    const detail = byToken === undefined ? note.detail : { ...note.detail, byToken };
    return writeAudit(within, { ...note, ...(detail !== undefined && { detail }) }, Date.now());
  };
}
