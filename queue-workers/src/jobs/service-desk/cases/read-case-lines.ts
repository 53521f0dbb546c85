/** Lines of old cases, as other programs export them. Pure. */
import type { CaseImportLine } from '@sansheng/shared/contracts/service-desk/case-imports';
import type { CaseField, CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import { checkFields } from '@sansheng/shared/domain/cases/case-fields';
import { type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';

const columnNames = {
  number: ['原编号', '编号', '单号', '工单号', 'number', 'caseno'],
  type: ['类型', '案件类型', 'type'],
  title: ['事由', '标题', '主题', 'title', 'subject'],
  grade: ['级别', '等级', 'grade'],
  contactName: ['联系人', '客户', '姓名', 'contact', 'name'],
  contactNumber: ['电话', '联系电话', '手机', 'phone', 'mobile'],
  openedAt: ['登记时间', '受理时间', '创建时间', 'opened'],
  closedAt: ['办结时间', '关闭时间', '完成时间', 'closed'],
  step: ['环节', '当前环节', 'step'],
  owner: ['处理人', '负责人', '经办人', 'owner', 'assignee'],
  department: ['责任部门', '部门', '派往部门', 'department'],
  text: ['经过', '处理经过', '处理结果', '备注', 'text', 'note'],
} as const;
type Column = keyof typeof columnNames;
const needed: readonly Column[] = ['number', 'type', 'title', 'openedAt'];
const lengths: Partial<Record<Column, number>> = { number: 40, title: 128, contactName: 64, text: 4000 };
const gradeNames = {
  '': 'ordinary',
  一般: 'ordinary',
  重大: 'major',
  恶意: 'malicious',
  ordinary: 'ordinary',
  major: 'major',
  malicious: 'malicious',
} as const;

export interface OldCase {
  line: number;
  number: string;
  type: CaseType;
  title: string;
  grade: 'ordinary' | 'major' | 'malicious';
  contactName: string;
  contactNumber: string;
  openedAtMs: number;
  /** Null: it goes on. */
  closedAtMs: number | null;
  /** Of one that goes on: where it stands, and with whom. */
  stepKey: string | null;
  departmentId: string | null;
  assigneeId: string | null;
  text: string;
  fields: Record<string, unknown>;
}

export interface Reading {
  types: readonly CaseType[];
  plan: NumberPlan;
  /** Of a date, and minutes after its midnight. */
  instantAt: (date: string, minute: number) => number;
  nowMs: number;
  /** Ids by names and by themselves. */
  people: ReadonlyMap<string, string>;
  departments: ReadonlyMap<string, string>;
}

/** Null when the first line does not name all that a case needs. */
export function readHeadings(headings: readonly string[]): Partial<Record<Column, number>> | null {
  const at: Partial<Record<Column, number>> = {};
  headings.forEach((heading, i) => {
    const plain = plainOf(heading);
    for (const [column, names] of Object.entries(columnNames) as [Column, readonly string[]][])
      if (names.includes(plain)) at[column] ??= i;
  });
  const isEither = at.closedAt !== undefined || at.step !== undefined;
  return isEither && needed.every((column) => at[column] !== undefined) ? at : null;
}

/** Empty lines are skipped; of several faults of a line the first is told. */
export function readCaseLines(
  table: readonly (readonly string[])[],
  columns: Partial<Record<Column, number>>,
  reading: Reading,
): { cases: OldCase[]; faults: CaseImportLine[] } {
  const [headings = []] = table;
  const cases: OldCase[] = [];
  const faults: CaseImportLine[] = [];
  const numbers = new Set<string>();
  table.slice(1).forEach((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    const read = readLine(i + 2, headings, cells, columns, reading);
    if ('fault' in read) return void faults.push(read);
    const known = `${read.type.key} ${read.number}`;
    if (numbers.has(known)) {
      const column = headings[columns.number ?? 0] ?? '';
      return void faults.push({ line: read.line, number: read.number, column, fault: 'twiceInFile' });
    }
    numbers.add(known);
    cases.push(read);
  });
  return { cases, faults };
}

function readLine(
  line: number,
  headings: readonly string[],
  cells: readonly string[],
  columns: Partial<Record<Column, number>>,
  { types, plan, instantAt, nowMs, people, departments }: Reading,
): OldCase | CaseImportLine {
  const cell = (column: Column) => cells[columns[column] ?? -1]?.trim() ?? '';
  const number = cell('number');
  const faulty = (fault: CaseImportLine['fault'], column: string): CaseImportLine => ({
    line,
    number: number.slice(0, 40),
    column: column.slice(0, 40),
    fault,
  });
  const faultyIn = (fault: CaseImportLine['fault'], column: Column) =>
    faulty(fault, headings[columns[column] ?? -1] ?? columnNames[column][0]);
  const missing = needed.find((column) => cell(column) === '');
  if (missing !== undefined) return faultyIn('missing', missing);
  for (const [column, length] of Object.entries(lengths) as [Column, number][])
    if (cell(column).length > length) return faultyIn('tooLong', column);
  const type = types.find(({ key, name }) =>
    [key, name.zh, name.en].some((of) => plainOf(of) === plainOf(cell('type'))),
  );
  if (type === undefined) return faultyIn('unknownType', 'type');
  const grade = gradeNames[cell('grade').toLowerCase() as keyof typeof gradeNames];
  if (grade === undefined) return faultyIn('notAChoice', 'grade');
  const written = cell('contactNumber');
  const contactNumber = written === '' ? '' : readNumber(written, plan).e164;
  if (contactNumber === null) return faultyIn('unreadable', 'contactNumber');
  const openedAtMs = readInstant(cell('openedAt'), instantAt);
  if (openedAtMs === null) return faultyIn('unreadable', 'openedAt');
  if (openedAtMs > nowMs) return faultyIn('lateTime', 'openedAt');
  const isOver = cell('closedAt') !== '';
  const closedAtMs = isOver ? readInstant(cell('closedAt'), instantAt) : null;
  if (isOver && closedAtMs === null) return faultyIn('unreadable', 'closedAt');
  if (closedAtMs !== null && (closedAtMs < openedAtMs || closedAtMs > nowMs)) return faultyIn('lateTime', 'closedAt');
  if (!isOver && cell('step') === '') return faultyIn('missing', columns.step === undefined ? 'closedAt' : 'step');
  const stepKey = isOver ? null : stepNamed(type, cell('step'));
  if (!isOver && stepKey === null) return faultyIn('notAChoice', 'step');
  const idIn = (column: 'owner' | 'department', ids: ReadonlyMap<string, string>) =>
    isOver || cell(column) === '' ? null : (ids.get(cell(column)) ?? '');
  const assigneeId = idIn('owner', people);
  if (assigneeId === '') return faultyIn('unknownPerson', 'owner');
  const departmentId = idIn('department', departments);
  if (departmentId === '') return faultyIn('unknownDepartment', 'department');
  const fields: Record<string, unknown> = {};
  for (const [at, heading] of headings.entries()) {
    const field = type.fields.find(({ name }) => [name.zh, name.en].some((of) => plainOf(of) === plainOf(heading)));
    const text = cells[at]?.trim() ?? '';
    if (field === undefined || text === '' || Object.values(columns).includes(at)) continue;
    fields[field.key] = valueOf(field, text);
    const fault = checkFields(type.fields, { [field.key]: fields[field.key] }, {});
    if (fault !== null) return faulty(faultOfField(fault.code), heading);
  }
  const [title, contactName, text] = [cell('title'), cell('contactName'), cell('text')];
  if (departmentId !== null && type.fields.some(({ key, kind }) => key === 'department' && kind === 'department'))
    fields.department = departmentId;
  const whose = { contactName, contactNumber, stepKey, departmentId, assigneeId };
  return { line, number, type, title, grade, ...whose, openedAtMs, closedAtMs, text, fields };
}

/** One at which it can go on at once: what it waits for, and how long, no table says. */
function stepNamed({ steps }: CaseType, text: string): string | null {
  const named = steps.find(({ key, name }) => [key, name.zh, name.en].some((of) => plainOf(of) === plainOf(text)));
  return named?.state === 'open' || named?.state === 'settled' ? named.key : null;
}

const plainOf = (text: string) => text.toLowerCase().replaceAll(/[\s_*：:（）()]/g, '');

/** What a cell says, in the kind of its field; what it cannot say is left for the check to refuse. */
function valueOf({ kind, choices }: CaseField, text: string): unknown {
  switch (kind) {
    case 'number':
    case 'rating':
      return Number(text);
    case 'money':
      return Math.round(Number(text) * 100);
    case 'yesNo':
      return ({ 是: true, 否: false, yes: true, no: false } as Record<string, boolean>)[text.toLowerCase()] ?? text;
    case 'choice':
      return choices.find(({ key, name }) => [key, name.zh, name.en].includes(text))?.key ?? text;
    case 'date':
      return text.replaceAll('/', '-');
    default:
      return text;
  }
}

function faultOfField(code: NonNullable<ReturnType<typeof checkFields>>['code']): CaseImportLine['fault'] {
  if (code === 'tooLong' || code === 'notAChoice') return code;
  return 'unreadable';
}

/** `2026-11-30 09:05`, with slashes or without a time as well; null: none. */
function readInstant(text: string, instantAt: Reading['instantAt']): number | null {
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(text);
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour = '0', minute = '0'] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDay = new Date(Date.parse(`${date}T00:00:00Z`) || 0).toISOString().startsWith(date);
  if (!isDay || Number(hour) > 23 || Number(minute) > 59) return null;
  return instantAt(date, Number(hour) * 60 + Number(minute));
}
