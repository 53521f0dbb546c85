import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import { describe, expect, it } from 'vitest';
import { readCaseLines, readHeadings } from './read-case-lines.ts';

const headings = '原编号,类型,事由,级别,联系人,电话,登记时间,办结时间,经过,客户诉求,环节,处理人,责任部门'.split(',');
const sound = [
  'T-1',
  '投诉',
  '扣费',
  '',
  '王芳',
  '13911112222',
  '2025-03-01 09:05',
  '2025/3/2',
  '已退费',
  '退费',
  '',
  '',
  '',
];
const reading = {
  types: shippedCaseTypes(),
  plan: { country: 'CN', areaCode: '010' },
  instantAt: (date: string, minute: number) => Date.parse(`${date}T00:00:00+08:00`) + minute * 60_000,
  nowMs: Date.parse('2026-12-01T00:00:00Z'),
  people: new Map([['唐处理', '6001']]),
  departments: new Map([['财务部', 'finance']]),
} as const;
const read = (...lines: string[][]) =>
  readCaseLines([headings, ...lines], readHeadings(headings) as NonNullable<ReturnType<typeof readHeadings>>, reading);
const but = (at: number, text: string) => sound.map((cell, i) => (i === at ? text : cell));
const goingOn = (step: string, owner: string, department: string) => [
  ...but(7, '').slice(0, 10),
  step,
  owner,
  department,
];

describe('a line of an old case', () => {
  it('is read with its number, times, and fields by their names', () => {
    const { cases, faults } = read(sound, ['', ' ']);
    expect(faults).toEqual([]);
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({
      number: 'T-1',
      grade: 'ordinary',
      contactNumber: '+8613911112222',
      openedAtMs: Date.parse('2025-03-01T09:05:00+08:00'),
      closedAtMs: Date.parse('2025-03-02T00:00:00+08:00'),
      fields: { demand: '退费' },
    });
  });

  it('that goes on has its step, and who has it', () => {
    expect(read(goingOn('调查', '唐处理', '财务部')).cases).toMatchObject([
      {
        closedAtMs: null,
        stepKey: 'investigating',
        assigneeId: '6001',
        departmentId: 'finance',
        fields: { department: 'finance' },
      },
    ]);
    expect(read(sound).cases).toMatchObject([{ stepKey: null, assigneeId: null, departmentId: null }]);
  });

  it.each<[fault: string, column: string, line: string[]]>([
    ['missing', '原编号', but(0, '')],
    ['unknownType', '类型', but(1, '诗歌')],
    ['tooLong', '事由', but(2, '字'.repeat(129))],
    ['notAChoice', '级别', but(3, '天大')],
    ['unreadable', '电话', but(5, 'abc')],
    ['unreadable', '登记时间', but(6, '2025-02-30')],
    ['lateTime', '办结时间', but(7, '2025-02-28')],
    ['lateTime', '办结时间', but(7, '2027-01-01')],
    ['tooLong', '客户诉求', but(9, '退'.repeat(201))],
    ['lateTime', '登记时间', but(6, '2027-01-01')],
    ['missing', '环节', goingOn('', '', '')],
    ['notAChoice', '环节', goingOn('归档', '', '')],
    ['notAChoice', '环节', goingOn('等待', '', '')],
    ['unknownPerson', '处理人', goingOn('调查', '无名氏', '')],
    ['unknownDepartment', '责任部门', goingOn('调查', '', '诗歌部')],
  ])('is told as %s in %s', (fault, column, line) => {
    expect(read(line)).toEqual({ cases: [], faults: [expect.objectContaining({ line: 2, fault, column })] });
  });

  it('that stands there twice is told the second time', () => {
    const { cases, faults } = read(sound, sound);
    expect([cases.length, faults]).toEqual([1, [{ line: 3, number: 'T-1', column: '原编号', fault: 'twiceInFile' }]]);
  });

  it('needs headings', () => {
    expect(readHeadings(['编号', '类型', '事由'])).toBeNull();
    expect(readHeadings(['编号', '类型', '事由', '登记时间'])).toBeNull();
    expect(readHeadings(['编号', '类型', '事由', '登记时间', '环节'])).not.toBeNull();
  });
});
