import type { AreaKind } from '@sansheng/shared/contracts/service-desk/case-types';
import { readTitle, writeRows } from '@sansheng/shared/db';
import { AreaSchema } from '@sansheng/shared/tables/service-desk/desk-settings';
import type { Examples } from '../examples.ts';

const BUILDINGS = 12;

type Place = [areaId: string, parentId: string | null, name: string, nameEn: string, kind: AreaKind];
const places: Place[] = [
  ['chaoyang', null, '朝阳区', 'Chaoyang', 'city'],
  ['wangjing-west-road', 'chaoyang', '望京西路', 'Wangjing West Road', 'city'],
  ['wangjing-garden', 'wangjing-west-road', '望京花园', 'Wangjing Garden', 'city'],
  ...Array.from({ length: BUILDINGS }, (_, at): Place => {
    const number = at + 1;
    return [`wangjing-garden-${number}`, 'wangjing-garden', `${number} 号楼`, `Building ${number}`, 'city'];
  }),
  ['changping', null, '昌平区', 'Changping', 'country'],
  ['huilongguan', 'changping', '回龙观', 'Huilongguan', 'city'],
  ['yanqing-mountains', null, '延庆山区', 'Yanqing mountains', 'remote'],
];

/** Places of each kind, down to the building. */
export const areaExamples: Examples = (write) =>
  writeRows(
    write,
    AreaSchema,
    places.map(([areaId, parentId, name, nameEn, kind]) => ({
      areaId,
      parentId,
      name,
      nameEn,
      kind,
      ...readTitle(name),
      isActive: true,
    })),
    'fail',
  );
