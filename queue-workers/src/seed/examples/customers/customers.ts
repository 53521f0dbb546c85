import { type CustomerFile, insertCustomerFiles } from '@sansheng/shared/db';
import type { Examples } from '../examples.ts';

const CUSTOMERS = 10_000;
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

/** Of the nth customer; the first is the known one. */
export const exampleCustomerId = (nth: number): string => `c${String(nth).padStart(5, '0')}`;

/**
 * Made-up customers, the same at every call: Beijing mobiles and landlines, one in about a hundred from abroad. The first
 * is the known one: 13800138000, 王芳, VIP, customer number 60000000, account number 8800000000.
 */
function makeCustomers(nowMs: number): CustomerFile[] {
  const files: CustomerFile[] = [];
  const add = (file: Pick<CustomerFile, 'name' | 'tier' | 'addresses' | 'tags' | 'note' | 'numbers'>) => {
    const nth = files.length;
    files.push({
      ...file,
      customerId: exampleCustomerId(nth),
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

  add({
    name: '王芳',
    tier: 'vip',
    addresses: ['北京市朝阳区建国路 88 号 1203 室'],
    tags: ['老客户', '电子发票'],
    note: '请称呼王女士；工作日下午联系方便。',
    numbers: ['+8613800138000'],
  });
  for (let index = 1; index < CUSTOMERS; index += 1) {
    add({
      name: pick(surnames, index, 7) + pick(givenNames, index, 13),
      tier: pick(tiers, index, 3),
      addresses: [`北京市${pick(districts, index, 3)}${pick(streets, index, 7)} ${(index % 300) + 1} 号`],
      tags: index % 4 === 0 ? [pick(tags, index, 3)] : [],
      note: '',
      numbers: numbersOf(index),
    });
  }
  return files;
}

export const customerExamples: Examples = (write, nowMs) => insertCustomerFiles(write, makeCustomers(nowMs));
