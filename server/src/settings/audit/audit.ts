import { writeAudit } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { WriteAudit } from '../../platform/app-context.ts';
import { actingToken } from '../../platform/http/acting-token.ts';

export function createAudit(db: DataSource): WriteAudit {
  return (note, within = db.manager) => {
    // What a program did with somebody's token was not done by that person.
    const byToken = actingToken.getStore();
    const detail = byToken === undefined ? note.detail : { ...note.detail, byToken };
    return writeAudit(within, { ...note, ...(detail !== undefined && { detail }) }, Date.now());
  };
}
