import { QueueEdit } from '@sansheng/shared/contracts/telephony/queues';
import type { AccountRow } from '@sansheng/shared/tables/people/accounts';
import type { HotlineRow, QueueRow } from '@sansheng/shared/tables/telephony/queues';
import type { NotReadyReasonRow } from '@sansheng/shared/tables/telephony/agents';
import type { WrapUpCategoryRow } from '@sansheng/shared/tables/telephony/wrap-up';

type Person = Omit<AccountRow, 'passwordHash' | 'mustChangePassword' | 'isActive'>;

export const demonstrationPassword = 'Sansheng-demo-1';

const agentNames =
  '陈静 李娜 刘洋 张伟 王磊 赵敏 黄丽 周杰 吴倩 徐强 孙悦 胡斌 朱琳 高峰 林霞 何涛 郭颖 马超 罗兰 梁宇'.split(' ');
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => String(first + i));

export const teams = [
  { teamId: 'team-a', name: 'A 组' },
  { teamId: 'team-b', name: 'B 组' },
];

export const people: Person[] = [
  ...range(1001, 1020).map(
    (employeeNo, i): Person => ({
      employeeNo,
      name: agentNames[i] as string,
      roles: ['agent'],
      teamId: i < 10 ? 'team-a' : 'team-b',
    }),
  ),
  // Without a team of their own: leads both.
  { employeeNo: '2001', name: '宋班长', roles: ['lead'], teamId: null },
  { employeeNo: '3001', name: '郑主管', roles: ['supervisor'], teamId: null },
  { employeeNo: '4101', name: '谢质检', roles: ['qa'], teamId: null },
  { employeeNo: '5001', name: '韩信息', roles: ['info_desk'], teamId: null },
  { employeeNo: '6001', name: '唐处理', roles: ['complaint_handler'], teamId: null },
  { employeeNo: '9001', name: '冯管理', roles: ['admin'], teamId: null },
];

/** A queue whose settings are the defaults an administrator would meet. */
const queue = (queueId: string, name: string, nameEn: string, more: Partial<QueueEdit> = {}): QueueRow => ({
  ...QueueEdit.parse({ queueId, name, nameEn, ...more }),
});

export const queues: QueueRow[] = [
  queue('service', '综合服务', 'General service'),
  queue('complaints', '投诉受理', 'Complaints', { wrapUpLimitSeconds: 180, priority: 6 }),
  queue('vip', '贵宾专线', 'VIP', { priority: 9, sizeLimit: 100 }),
];

export const queueMembers: Record<string, string[]> = {
  service: range(1001, 1020),
  complaints: [...range(1011, 1020), '6001'],
  vip: range(1001, 1005),
};

export const hotlines: HotlineRow[] = [
  { number: '4000', name: '客服热线', queueId: 'service', priority: null, menu: null },
  { number: '4001', name: '自助菜单', queueId: 'menu:main', priority: null, menu: 'main' },
  { number: '4002', name: '投诉热线', queueId: 'complaints', priority: null, menu: null },
  { number: '4003', name: '贵宾热线', queueId: 'vip', priority: null, menu: null },
];

export const notReadyReasons: NotReadyReasonRow[] = (
  [
    ['break', '小休', 'Break'],
    ['meal', '用餐', 'Meal'],
    ['training', '培训', 'Training'],
    ['meeting', '会议', 'Meeting'],
    ['back-office', '后处理', 'Back office'],
  ] as const
).map(([reasonId, name, nameEn]) => ({ reasonId, name, nameEn, isActive: true }));

export const wrapUpCategories: WrapUpCategoryRow[] = (
  [
    ['enquiry', '咨询', 'Enquiry', null],
    ['enquiry-product', '产品与业务', 'Products', 'enquiry'],
    ['enquiry-bill', '账单费用', 'Billing', 'enquiry'],
    ['enquiry-progress', '进度查询', 'Progress', 'enquiry'],
    ['repair', '报修', 'Repair', null],
    ['repair-fault', '故障申报', 'Fault', 'repair'],
    ['repair-visit', '上门预约', 'Appointment', 'repair'],
    ['complaint', '投诉', 'Complaint', null],
    ['complaint-service', '服务态度', 'Service attitude', 'complaint'],
    ['complaint-quality', '产品质量', 'Product quality', 'complaint'],
    ['complaint-charge', '收费争议', 'Disputed charge', 'complaint'],
    ['other', '其他', 'Other', null],
    ['other-praise', '表扬建议', 'Praise and suggestions', 'other'],
    ['other-wrong-number', '误拨骚扰', 'Wrong number or nuisance', 'other'],
  ] as const
).map(([categoryId, name, nameEn, parentId]) => ({ categoryId, name, nameEn, parentId, isActive: true }));
