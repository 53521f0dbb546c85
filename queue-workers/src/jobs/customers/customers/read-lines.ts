import {
  CustomerReference,
  customerTiers,
  type ImportLine,
  referenceKinds,
} from '@sansheng/shared/contracts/customers/customers';
import type { CustomerFile } from '@sansheng/shared/db';
import { confidentialities } from '@sansheng/shared/domain/customer-access';
import { type NumberPlan, readNumber } from '@sansheng/shared/domain/phone-number';
import type { Table } from './read-table.ts';

const columnNames = {
  name: ['姓名', '客户', '客户姓名', '名称', 'name', 'customer'],
  numbers: ['电话', '电话号码', '手机', '手机号', '号码', '联系电话', 'numbers', 'number', 'phone', 'mobile'],
  addresses: ['地址', '联系地址', 'addresses', 'address'],
  tier: ['等级', '级别', '客户等级', 'tier'],
  tags: ['标签', 'tags', 'tag'],
  ownerId: ['归属工号', '归属', '负责人', '负责工号', 'owner', 'ownerid'],
  confidentiality: ['保密级别', '保密', 'confidentiality'],
  customerNumber: ['客户号', '客户编号', 'customernumber', 'customerno.'],
  accountNumber: ['账号', '帐号', '户号', 'accountnumber', 'accountno.'],
  contract: ['合同', '合同号', 'contract'],
  equipment: ['设备', '设备号', 'equipment'],
  note: ['备注', '说明', 'note', 'remarks'],
} as const;
type Column = keyof typeof columnNames;
const tierNames: Record<string, (typeof customerTiers)[number]> = {
  普通: 'ordinary',
  银卡: 'silver',
  金卡: 'gold',
  贵宾: 'vip',
};
const confidentialityNames: Record<string, (typeof confidentialities)[number]> = {
  普通: 'ordinary',
  保密: 'confidential',
  机密: 'secret',
};
const lengths: Partial<Record<Column, number>> = { name: 64, note: 2000 };
const mostOf = { numbers: 10, addresses: 10, tags: 20 };

/** A line that can be read. Undefined: the cell is empty or the column is not there. */
export interface ReadLine {
  line: number;
  name: string;
  numbers: string[];
  references: CustomerFile['references'][number][];
  tier?: CustomerFile['tier'];
  confidentiality?: CustomerFile['confidentiality'];
  ownerId?: string;
  addresses?: string[];
  tags?: string[];
  note?: string;
}

/** Null when the first line does not name at least name and numbers. */
export function readHeadings(headings: readonly string[]): Partial<Record<Column, number>> | null {
  const at: Partial<Record<Column, number>> = {};
  headings.forEach((heading, i) => {
    const plain = heading.toLowerCase().replaceAll(/[\s_*：:]/g, '');
    for (const [column, names] of Object.entries(columnNames) as [Column, readonly string[]][]) {
      if (names.includes(plain)) at[column] ??= i;
    }
  });
  return at.name === undefined || at.numbers === undefined ? null : at;
}

/** Reads every line below the headings; empty ones are skipped. A line with several faults reports the first. */
export function readLines(
  table: Table,
  columns: Partial<Record<Column, number>>,
  plan: NumberPlan,
  employeeNos: ReadonlySet<string>,
): { lines: ReadLine[]; faults: ImportLine[] } {
  const lines: ReadLine[] = [];
  const faults: ImportLine[] = [];
  const lineOf = new Map<string, number>();
  table.slice(1).forEach((cells, i) => {
    const line = i + 2;
    if (cells.every((cell) => cell.trim() === '')) return;
    const read = readLine(line, (column) => cells[columns[column] ?? -1]?.trim() ?? '', plan, employeeNos);
    if ('fault' in read) return void faults.push(read);
    const keys: [string, Column][] = [
      ...read.numbers.map((e164): [string, Column] => [e164, 'numbers']),
      ...read.references.map(({ kind, digits }): [string, Column] => [`${kind} ${digits}`, kind]),
    ];
    const twice = keys.find(([key]) => lineOf.has(key));
    if (twice !== undefined) {
      return void faults.push({ line, name: read.name, fault: 'twiceInFile', column: twice[1] });
    }
    for (const [key] of keys) lineOf.set(key, line);
    lines.push(read);
  });
  return { lines, faults };
}

function readLine(
  line: number,
  cell: (column: Column) => string,
  plan: NumberPlan,
  employeeNos: ReadonlySet<string>,
): ReadLine | ImportLine {
  const name = cell('name');
  const faulty = (fault: ImportLine['fault'], column: Column): ImportLine => ({
    line,
    name: name.slice(0, 64),
    fault,
    column,
  });
  if (name === '') return faulty('nameMissing', 'name');
  for (const [column, length] of Object.entries(lengths) as [Column, number][]) {
    if (cell(column).length > length) return faulty('tooLong', column);
  }

  const written = listOf(cell('numbers'), /[,，;；、|/\n]/);
  if (written.length === 0) return faulty('noNumber', 'numbers');
  const numbers = new Set<string>();
  for (const number of written) {
    const { e164 } = readNumber(number, plan);
    if (e164 === null) return faulty('numberUnreadable', 'numbers');
    numbers.add(e164);
  }
  const addresses = listOf(cell('addresses'), /[;；|\n]/);
  const tags = listOf(cell('tags'), /[,，;；、|\n]/);
  for (const [column, list, length] of [
    ['numbers', [...numbers], 20],
    ['addresses', addresses, 256],
    ['tags', tags, 32],
  ] as const) {
    if (list.length > mostOf[column] || list.some((text) => text.length > length)) return faulty('tooLong', column);
  }

  const references: ReadLine['references'] = [];
  for (const kind of referenceKinds) {
    for (const digits of listOf(cell(kind), /[,，;；、|\n]/)) {
      const read = CustomerReference.safeParse({ kind, digits });
      if (!read.success) return faulty('referenceUnreadable', kind);
      references.push(read.data);
    }
  }
  const tier = cell('tier') === '' ? undefined : wordOf(cell('tier'), customerTiers, tierNames);
  if (tier === null) return faulty('tierUnknown', 'tier');
  const confidentiality =
    cell('confidentiality') === ''
      ? undefined
      : wordOf(cell('confidentiality'), confidentialities, confidentialityNames);
  if (confidentiality === null) return faulty('confidentialityUnknown', 'confidentiality');
  const ownerId = cell('ownerId');
  if (ownerId !== '' && !employeeNos.has(ownerId)) return faulty('ownerUnknown', 'ownerId');
  return {
    line,
    name,
    numbers: [...numbers],
    references,
    ...(tier !== undefined && { tier }),
    ...(confidentiality !== undefined && { confidentiality }),
    ...(ownerId !== '' && { ownerId }),
    ...(addresses.length > 0 && { addresses }),
    ...(tags.length > 0 && { tags }),
    ...(cell('note') !== '' && { note: cell('note') }),
  };
}

function listOf(text: string, separators: RegExp): string[] {
  const parts = text.split(separators).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** Null: it is none of them, in neither language. */
function wordOf<Word extends string>(text: string, words: readonly Word[], names: Record<string, Word>): Word | null {
  const plain = text.toLowerCase();
  return words.find((word) => word === plain) ?? names[text] ?? null;
}
