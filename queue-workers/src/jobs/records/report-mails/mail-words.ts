import type { ReportLanguage } from '@sansheng/shared/contracts/records/report-mails';

interface MailWords {
  product: string;
  rhythms: { daily: string; weekly: string };
  period: string;
  madeAt: string;
  begin: string;
  group: string;
  total: string;
  center: string;
  before: string;
  seconds: string;
  definitions: string;
  formula: string;
  counted: string;
  cut: (shown: number, of: number) => string;
  pending: (quarters: number) => string;
  files: string;
  why: string;
}

export const mailWords: Record<ReportLanguage, MailWords> = {
  zh: {
    product: '三声',
    rhythms: { daily: '日报', weekly: '周报' },
    period: '时段',
    madeAt: '统计时间',
    begin: '开始',
    group: '分组',
    total: '合计',
    center: '全中心',
    before: '上一时段',
    seconds: '秒',
    definitions: '指标口径',
    formula: '公式',
    counted: '统计范围',
    cut: (shown, of) => `只列出前 ${shown} 行，共 ${of} 行；全部数据见 xlsx 附件。`,
    pending: (quarters) => `该时段有 ${quarters} 个一刻钟正在重新统计，数字可能还会变化。`,
    files: '附件：PDF 供阅读，xlsx 含全部指标。',
    why: '此邮件由三声按计划自动发送；收件人与计划在“报表 · 邮件报表”中管理。',
  },
  en: {
    product: 'Sansheng',
    rhythms: { daily: 'Daily report', weekly: 'Weekly report' },
    period: 'Period',
    madeAt: 'Made at',
    begin: 'Begin',
    group: 'Group',
    total: 'Total',
    center: 'Center',
    before: 'Period before',
    seconds: 's',
    definitions: 'What the figures mean',
    formula: 'Formula',
    counted: 'What is counted',
    cut: (shown, of) => `The first ${shown} of ${of} rows; all of them are in the xlsx file.`,
    pending: (quarters) =>
      `${quarters} quarters of an hour of this period are being counted again: numbers may change.`,
    files: 'Attached: a PDF to read, an xlsx with every figure.',
    why: 'Sent by Sansheng on schedule. Recipients and times are kept under Reports · Mailed reports.',
  },
};
