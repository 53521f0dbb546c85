import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { AreaKind, CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { AreaSchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { DataSource, EntityManager } from 'typeorm';

/** How far away the place is that the fields name; null: they name none that is known. */
export async function areaKindOf(
  from: DataSource | EntityManager,
  type: CaseType,
  fields: Readonly<Record<string, unknown>>,
): Promise<AreaKind | null> {
  for (const { key, kind } of type.fields) {
    const areaId = fields[key];
    // Some write a place that is in no list.
    if (kind !== 'area' || typeof areaId !== 'string' || !isOwnId(areaId)) continue;
    const area = await from.getRepository(AreaSchema).findOneBy({ areaId });
    if (area !== null) return area.kind;
  }
  return null;
}
