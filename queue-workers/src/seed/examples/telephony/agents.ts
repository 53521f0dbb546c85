import { writeRows } from '@sansheng/shared/db';
import { type NotReadyReasonRow, NotReadyReasonSchema } from '@sansheng/shared/tables/telephony/agents';
import type { Examples } from '../examples.ts';

const notReadyReasons: NotReadyReasonRow[] = (
  [
    ['break', '小休', 'Break'],
    ['meal', '用餐', 'Meal'],
    ['training', '培训', 'Training'],
    ['meeting', '会议', 'Meeting'],
    ['back-office', '后处理', 'Back office'],
  ] as const
).map(([reasonId, name, nameEn]) => ({ reasonId, name, nameEn, isActive: true }));

export const agentExamples: Examples = (write) => writeRows(write, NotReadyReasonSchema, notReadyReasons, 'fail');
