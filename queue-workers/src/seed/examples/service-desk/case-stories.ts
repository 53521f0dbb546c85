import type { AreaKind, CaseChannel, CaseGrade, PauseReason } from '@sansheng/shared/contracts/service-desk/case-types';

/** A moment before now: minutes of the office's open time, or of the clock on the wall. */
export type Ago = { open: number } | { wall: number };

/** What is written into a field: a value, or a moment from now in minutes. */
export type StoryFields = Record<string, string | number | boolean | { inMinutes: number }>;

export interface ActOfStory {
  act: string;
  by: string;
  ago: Ago;
  text?: string;
  fields?: StoryFields;
  pause?: { reason: PauseReason; untilInMinutes: number };
}

export interface CaseStory {
  type: string;
  title: string;
  category?: string;
  by: string;
  ago: Ago;
  /** Of the made-up customers; absent: nobody's. */
  customer?: number;
  channel?: CaseChannel;
  externalNo?: string;
  grade?: CaseGrade;
  areaKind?: AreaKind;
  yuan?: number;
  fields?: StoryFields;
  acts: ActOfStory[];
}

const DAY = 8 * 60 - 30;

const claim = (yuan: number, customer: number): CaseStory => ({
  type: 'claimStep',
  title: `车损 ${yuan} 元`,
  category: 'price-check',
  by: '1006',
  ago: { open: 50 },
  customer,
  yuan,
  fields: { policyNo: `PDAA2026${String(customer).padStart(6, '0')}`, loss: '倒车时碰到立柱，后保险杠损坏' },
  acts: [
    { act: 'handOver', by: '1006', ago: { open: 45 }, fields: { department: 'claims' } },
    { act: 'accept', by: '8201', ago: { open: 40 } },
    { act: 'surveyed', by: '8201', ago: { open: 20 }, fields: { report: '损失与经过相符' } },
  ],
});

/** Cases in every state, so that every colour of a clock and every list has something to show. */
export const caseStories: CaseStory[] = [
  {
    type: 'complaint',
    title: '账单金额有异议',
    category: 'bill-amount',
    by: '1001',
    ago: { open: 330 },
    customer: 0,
    fields: { description: '上月扣费两次，共 128 元', demand: '退还多扣的费用' },
    acts: [
      { act: 'takeUp', by: '6001', ago: { open: 300 } },
      { act: 'dispatch', by: '6001', ago: { open: 42 }, fields: { department: 'finance' } },
    ],
  },
  {
    type: 'complaint',
    title: '坐席语气不耐烦',
    category: 'attitude-tone',
    by: '1002',
    ago: { open: 105 },
    customer: 60,
    fields: { description: '来电咨询套餐时语气生硬，未等说完就挂断', demand: '道歉', subject: '1003' },
    acts: [{ act: 'takeUp', by: '6001', ago: { open: 95 } }],
  },
  {
    type: 'complaint',
    title: '小区多次停水未提前通知',
    category: 'quality-promise',
    by: '6001',
    ago: { wall: 180 },
    customer: 120,
    channel: 'mayorHotline',
    externalNo: '12345-2611-0877',
    grade: 'major',
    fields: { description: '一周内三次停水，均未通知', demand: '说明原因并答复热线' },
    acts: [
      { act: 'acknowledge', by: '3001', ago: { wall: 162 } },
      { act: 'takeUp', by: '6001', ago: { wall: 150 } },
    ],
  },
  {
    type: 'complaint',
    title: '维修后仍漏水，要求重修',
    category: 'quality-unsolved',
    by: '1004',
    ago: { open: 6 * DAY },
    customer: 180,
    fields: { description: '卫生间维修后第二天又漏', demand: '重修并赔付' },
    acts: [
      { act: 'takeUp', by: '6001', ago: { open: 6 * DAY - 40 } },
      { act: 'dispatch', by: '6001', ago: { open: 6 * DAY - 80 }, fields: { department: 'property' } },
      { act: 'accept', by: '8401', ago: { open: 6 * DAY - 95 } },
      {
        act: 'answer',
        by: '8401',
        ago: { open: 5 * DAY },
        fields: { findings: '接口垫片老化，更换后试压合格', cause: 'product' },
      },
      { act: 'propose', by: '6001', ago: { open: 5 * DAY - 60 }, fields: { plan: '重修并减免一个月物业费' } },
      { act: 'approve', by: '3001', ago: { open: 5 * DAY - 120 } },
      {
        act: 'carriedOut',
        by: '6001',
        ago: { open: 2 * DAY },
        fields: { hasConsent: true, consentAtSecond: 72 },
      },
    ],
  },
  {
    type: 'complaint',
    title: '退款迟迟未到账',
    category: 'delay-answer',
    by: '1005',
    ago: { open: 8 * DAY },
    customer: 240,
    fields: { description: '取消订单三周未退款', demand: '尽快退款' },
    acts: [
      { act: 'takeUp', by: '6001', ago: { open: 8 * DAY - 30 } },
      { act: 'dispatch', by: '6001', ago: { open: 8 * DAY - 60 }, fields: { department: 'finance' } },
      { act: 'accept', by: '8301', ago: { open: 8 * DAY - 70 } },
      { act: 'answer', by: '8301', ago: { open: 7 * DAY }, fields: { findings: '退款单漏审', cause: 'procedure' } },
      { act: 'propose', by: '6001', ago: { open: 7 * DAY - 30 }, fields: { plan: '当日退款并致歉' } },
      { act: 'approve', by: '3001', ago: { open: 7 * DAY - 60 } },
      { act: 'carriedOut', by: '6001', ago: { open: 6 * DAY }, fields: { hasConsent: true } },
      {
        act: 'dissatisfied',
        by: '1007',
        ago: { open: 60 },
        text: '客户说只退了一半',
        fields: { satisfaction: 2, department: 'finance' },
      },
      { act: 'accept', by: '8301', ago: { open: 45 } },
    ],
  },
  {
    type: 'complaint',
    title: '认为套餐自动续订不合理',
    category: 'bill-unordered',
    by: '1008',
    ago: { open: 3 * DAY },
    customer: 300,
    fields: { description: '未收到续订提醒' },
    acts: [
      { act: 'takeUp', by: '6001', ago: { open: 3 * DAY - 20 } },
      { act: 'notGrounded', by: '6001', ago: { open: 3 * DAY - 100 }, text: '续订前三天已发短信，有发送记录' },
      { act: 'explained', by: '6001', ago: { open: 2 * DAY }, text: '已向客户说明并告知取消办法，客户理解' },
    ],
  },
  {
    type: 'workOrder',
    title: '断网：光猫红灯',
    category: 'no-internet',
    by: '1002',
    ago: { open: 200 },
    customer: 360,
    areaKind: 'city',
    fields: { fault: '光猫 LOS 灯红，重启无效', address: '昌平区回龙观路 18 号' },
    acts: [
      { act: 'dispatch', by: '7001', ago: { open: 197 }, fields: { department: 'repair' } },
      { act: 'accept', by: '8003', ago: { open: 190 } },
      { act: 'called', by: '8003', ago: { open: 180 } },
      {
        act: 'wait',
        by: '8003',
        ago: { open: 60 },
        text: '客户今天不在家，约明天上午',
        pause: { reason: 'customer', untilInMinutes: 22 * 60 },
      },
    ],
  },
  {
    type: 'workOrder',
    title: '厨房漏水',
    category: 'water-leak',
    by: '1009',
    ago: { open: 70 },
    customer: 420,
    areaKind: 'city',
    fields: { fault: '水槽下方持续漏水', address: '朝阳区望京花园 3-1203' },
    acts: [
      { act: 'dispatch', by: '7001', ago: { open: 68 }, fields: { department: 'property' } },
      { act: 'accept', by: '8401', ago: { open: 60 } },
      { act: 'called', by: '8401', ago: { open: 55 } },
      { act: 'arrive', by: '8401', ago: { open: 25 } },
    ],
  },
  {
    type: 'workOrder',
    title: '路灯不亮',
    category: 'no-power',
    by: '1010',
    ago: { open: 300 },
    customer: 480,
    areaKind: 'country',
    fields: { fault: '楼前路灯连续三天不亮', address: '通州区新华大街 6 号' },
    acts: [
      { act: 'dispatch', by: '7001', ago: { open: 295 }, fields: { department: 'property' } },
      {
        act: 'return',
        by: '8401',
        ago: { open: 250 },
        text: '路灯在红线外，权属不清',
        fields: { returnReason: 'notOurs' },
      },
      { act: 'dispatch', by: '7001', ago: { open: 200 }, fields: { department: 'repair' } },
      { act: 'return', by: '8001', ago: { open: 90 }, text: '同样不归维修部', fields: { returnReason: 'notOurs' } },
    ],
  },
  {
    type: 'workOrder',
    title: '热水器安装',
    by: '1003',
    ago: { open: 3 * DAY + 60 },
    customer: 540,
    areaKind: 'remote',
    fields: { fault: '新购热水器待安装', address: '延庆区山区 12 号' },
    acts: [
      { act: 'dispatch', by: '7001', ago: { open: 3 * DAY + 55 }, fields: { department: 'repair' } },
      { act: 'accept', by: '8002', ago: { open: 3 * DAY } },
    ],
  },
  {
    type: 'workOrder',
    title: '宽带频繁掉线',
    category: 'no-internet',
    by: '1012',
    ago: { open: DAY + 30 },
    customer: 960,
    areaKind: 'city',
    fields: { fault: '每天晚上掉线三四次', address: '西城区平安里 61 号' },
    acts: [
      { act: 'dispatch', by: '7001', ago: { open: DAY + 28 }, fields: { department: 'repair', worker: '8002' } },
      { act: 'accept', by: '8002', ago: { open: DAY + 20 } },
      { act: 'called', by: '8002', ago: { open: DAY } },
    ],
  },
  {
    type: 'outage',
    title: '望京花园停气抢修',
    category: 'no-gas',
    by: '2001',
    ago: { wall: 60 },
    fields: {
      service: 'gas',
      areas: '望京花园',
      words: '望京花园正在抢修燃气管道，预计两小时内恢复，请先关好阀门',
      expectedEndAt: { inMinutes: 120 },
    },
    acts: [
      { act: 'announce', by: '2001', ago: { wall: 52 } },
      { act: 'repair', by: '2001', ago: { wall: 45 }, fields: { department: 'repair' } },
    ],
  },
  {
    type: 'memo',
    title: '携号转网是否影响宽带优惠',
    category: 'number-portability',
    by: '1005',
    ago: { open: 150 },
    customer: 600,
    fields: { question: '客户想携号转网，问宽带优惠是否保留', promisedAt: { inMinutes: 24 * 60 } },
    acts: [
      { act: 'take', by: '5001', ago: { open: 140 } },
      { act: 'answer', by: '5001', ago: { open: 40 }, fields: { answer: '合约期内保留，期满按新套餐执行' } },
    ],
  },
  {
    type: 'enquiry',
    title: '光纤能否改到书房',
    category: 'handling',
    by: '1011',
    ago: { open: 100 },
    customer: 660,
    fields: { question: '装修后想把光猫移到书房，距离约 15 米' },
    acts: [{ act: 'passOn', by: '1011', ago: { open: 90 }, fields: { department: 'network' } }],
  },
  claim(4999, 720),
  claim(5000, 780),
  claim(29_999, 840),
  claim(100_000, 900),
];
