import { writeRows } from '@sansheng/shared/db';
import { type WrapUpCategoryRow, WrapUpCategorySchema } from '@sansheng/shared/tables/telephony/wrap-up';
import type { Examples } from '../examples.ts';

const wrapUpCategories: WrapUpCategoryRow[] = (
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

export const wrapUpExamples: Examples = (write) => writeRows(write, WrapUpCategorySchema, wrapUpCategories, 'fail');
