import { DispatchRuleEdit } from '@sansheng/shared/contracts/service-desk/dispatch';
import { keepVerdicts, writeRows } from '@sansheng/shared/db';
import { CaseEventSchema } from '@sansheng/shared/tables/service-desk/cases';
import {
  DispatchPersonSchema,
  type DispatchRow,
  DispatchRuleSchema,
  DispatchSchema,
} from '@sansheng/shared/tables/service-desk/dispatch';
import type { EntityManager } from 'typeorm';
import type { Examples } from '../examples.ts';

const YUAN = 100;
const rules = [
  { ruleId: 'gas', name: '燃气抢先', order: 10, categoryId: 'gas', departmentId: 'repair', ranks: ['senior', 'chief'] },
  {
    ruleId: 'broadband',
    name: '宽带报修',
    order: 20,
    categoryId: 'broadband',
    departmentId: 'repair',
    ranks: ['ordinary', 'senior'],
  },
  { ruleId: 'property', name: '物业报修', order: 30, categoryId: 'property', departmentId: 'property' },
  { ruleId: 'charges', name: '收费投诉', order: 40, categoryId: 'charges', departmentId: 'finance', method: 'pool' },
  { ruleId: 'claims-small', name: '小额理赔', order: 50, typeKeys: ['claimStep'], amountToFen: 30_000 * YUAN },
  {
    ruleId: 'claims-medium',
    name: '中额理赔',
    order: 60,
    typeKeys: ['claimStep'],
    amountFromFen: 30_000 * YUAN,
    amountToFen: 50_000 * YUAN,
    ranks: ['senior', 'chief'],
  },
  { ruleId: 'claims-large', name: '大额理赔', order: 70, typeKeys: ['claimStep'], ranks: ['chief'] },
].map((rule) => DispatchRuleEdit.parse({ departmentId: 'claims', ...rule }));

const ranks = { 8001: 'chief', 8002: 'senior', 8201: 'chief', 8202: 'senior' } as const;

/** Rules and ranks, and the dispatches that the cases of the demonstration tell of. */
export const dispatchExamples: Examples = async (write) => {
  await writeRows(write, DispatchRuleSchema, rules, 'fail');
  const people = Object.entries(ranks).map(([employeeNo, rank]) => ({
    employeeNo,
    rank,
    awayFromMs: null,
    awayToMs: null,
  }));
  await writeRows(write, DispatchPersonSchema, people, 'fail');
  const told = await dispatchesTold(write);
  await writeRows(write, DispatchSchema, told, 'fail');
  await keepVerdicts(write, [...new Set(told.map(({ caseId }) => caseId))]);
};

async function dispatchesTold(write: EntityManager): Promise<DispatchRow[]> {
  const entries = await write.getRepository(CaseEventSchema).find({ order: { caseId: 'ASC', seq: 'ASC' } });
  const told: DispatchRow[] = [];
  const known = new Map<string, unknown>();
  for (const { caseId, seq, transition, atMs, byId, text, data } of entries) {
    const changed = (data.changed ?? {}) as Record<string, { after: unknown }>;
    for (const [field, { after }] of Object.entries(changed)) known.set(`${caseId} ${field}`, after);
    const fieldOf = (field: string): string | null => (known.get(`${caseId} ${field}`) as string | undefined) ?? null;
    const last = told.at(-1);
    const departmentId = fieldOf('department');
    if (transition === 'dispatch' && departmentId !== null)
      told.push({
        caseId,
        seq,
        round: 1,
        departmentId,
        employeeNo: fieldOf('worker'),
        byId,
        atMs,
        isOverruling: false,
        acceptedAtMs: null,
        returnedAtMs: null,
        returnReason: '',
        returnText: '',
      });
    else if (last?.caseId === caseId && transition === 'accept') last.acceptedAtMs = atMs;
    else if (last?.caseId === caseId && transition === 'return') {
      last.returnedAtMs = atMs;
      last.returnReason = fieldOf('returnReason') ?? '';
      last.returnText = text;
    }
  }
  return told;
}
