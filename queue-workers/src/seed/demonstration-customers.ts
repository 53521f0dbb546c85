import type { CustomerFile } from '@sansheng/shared/db';
import type { MatterRow } from '@sansheng/shared/tables/service-desk/matters';

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕');
const givenNames = (
  '伟 敏 静 磊 洋 艳 勇 军 杰 娟 涛 超 霞 平 刚 桂英 秀兰 建华 志强 玉兰 晓明 子轩 雨桐 浩然 欣怡 梓涵 俊杰 思远 佳琪 文博 ' +
  '丽华 春梅 国强 海燕 红梅 建国 金凤 立新 美玲 淑珍 天佑 婉清 雪莹 一鸣 宇航 泽民 振华 芷若 忠义 卓然'
).split(' ');
const districts = [
  '东城区',
  '西城区',
  '朝阳区',
  '海淀区',
  '丰台区',
  '石景山区',
  '通州区',
  '昌平区',
  '大兴区',
  '顺义区',
];
const streets = [
  '建国路',
  '中关村大街',
  '长安街',
  '平安里',
  '望京西路',
  '学院路',
  '方庄路',
  '新华大街',
  '回龙观路',
  '黄村东街',
];
const tags = ['老客户', '企业客户', '电子发票', '方言', '易投诉', '上门服务', '节假日关怀', '推荐人'];
const matters = [
  ['complaint', '账单金额有异议'],
  ['workOrder', '上门检修预约'],
  ['callback', '约定回电说明进度'],
  ['memo', '咨询套餐变更手续'],
  ['enquiry', '查询维修进度'],
] as const;
const tiers = [
  'ordinary',
  'ordinary',
  'ordinary',
  'ordinary',
  'ordinary',
  'silver',
  'silver',
  'silver',
  'gold',
  'vip',
] as const;
const HOUR_MS = 3_600_000;
const BETWEEN_MATTERS = 60;

/** Picks by an index, the same each time; a prime stride keeps neighbours apart. */
const pick = <T>(list: readonly T[], index: number, stride: number): T =>
  list[(index * stride + (index >> 5)) % list.length] as T;

function numbersOf(index: number): string[] {
  const nth = index / 97;
  if (Number.isInteger(nth)) {
    // Ranges that numbering authorities reserve for films and examples.
    const two = String(Math.floor(nth / 2)).padStart(2, '0');
    return [nth % 2 === 0 ? `+4420794600${two}` : `+120255501${two}`];
  }
  const mobile = `+86138${String((index * 7919 + 20_000_000) % 100_000_000).padStart(8, '0')}`;
  const landline = `+86106${String((index * 7919 + 1_234_567) % 10_000_000).padStart(7, '0')}`;
  if (index % 10 === 3) return [landline];
  return index % 10 === 7 ? [mobile, landline] : [mobile];
}

/**
 * `count` made-up customers, the same at every call: Beijing mobiles and landlines, one in about a hundred from
 * abroad, one in sixty with an open matter (eight or nine a seat). The first is the known one: 13800138000, 王芳, VIP,
 * two open matters, customer number 60000000, account number 8800000000.
 */
export function makeCustomers(count: number, nowMs: number) {
  const files: CustomerFile[] = [];
  const open: MatterRow[] = [];
  const add = (
    file: Pick<CustomerFile, 'customerId' | 'name' | 'tier' | 'addresses' | 'tags' | 'note' | 'numbers'>,
  ) => {
    const nth = files.length;
    files.push({
      ...file,
      references: [
        { kind: 'customerNumber', digits: String(60_000_000 + nth) },
        { kind: 'accountNumber', digits: String(8_800_000_000 + nth) },
      ],
      ownerId: null,
      confidentiality: 'ordinary',
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    });
  };
  const addMatter = (customerId: string, nth: number, hoursAgo: number, ownerId: string) => {
    const [kind, title] = matters[nth % matters.length] as (typeof matters)[number];
    const openedAtMs = nowMs - hoursAgo * HOUR_MS;
    open.push({
      matterId: `m-${customerId}-${nth % matters.length}`,
      customerId,
      kind,
      title,
      status: 'open',
      openedAtMs,
      dueAtMs: openedAtMs + 48 * HOUR_MS,
      ownerId,
      callId: null,
      closedAtMs: null,
    });
  };

  const known = 'c00000';
  add({
    customerId: known,
    name: '王芳',
    tier: 'vip',
    addresses: ['北京市朝阳区建国路 88 号 1203 室'],
    tags: ['老客户', '电子发票'],
    note: '请称呼王女士；工作日下午联系方便。',
    numbers: ['+8613800138000'],
  });
  addMatter(known, 0, 20, '6001');
  addMatter(known, 2, 6, '1001');
  for (let index = 1; index < count; index += 1) {
    const customerId = `c${String(index).padStart(5, '0')}`;
    add({
      customerId,
      name: pick(surnames, index, 7) + pick(givenNames, index, 13),
      tier: pick(tiers, index, 3),
      addresses: [`北京市${pick(districts, index, 3)}${pick(streets, index, 7)} ${(index % 300) + 1} 号`],
      tags: index % 4 === 0 ? [pick(tags, index, 3)] : [],
      note: '',
      numbers: numbersOf(index),
    });
    const nth = index / BETWEEN_MATTERS;
    if (Number.isInteger(nth)) addMatter(customerId, nth, (nth % 40) + 1, String(1001 + (nth % 20)));
  }
  return { files, matters: open };
}
