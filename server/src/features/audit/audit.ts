import { writeAudit } from '@sansheng/shared/db';
import type { DataSource } from 'typeorm';
import type { WriteAudit } from '../../platform/app-context.ts';

export function createAudit(db: DataSource): WriteAudit {
  return (note, within = db.manager) => writeAudit(within, note, Date.now());
}
