import { describe, expect, it } from 'vitest';
import type { Role } from '../roles.ts';
import { type CaseToFind, type CaseViewer, isReadBy, sightOfCase } from './case-access.ts';
import { caseNumber, readCaseNumber, spokenCaseNumber } from './case-number.ts';

const viewer = (roles: Role[], more: Partial<CaseViewer> = {}): CaseViewer => ({
  employeeNo: '1001',
  roles,
  teamId: 'a',
  departmentIds: [],
  headOf: [],
  servedCustomerIds: [],
  ...more,
});
const found: CaseToFind = {
  assigneeId: '6001',
  firstOwnerId: '1005',
  customerId: 'wang',
  departmentId: 'repair',
  formerDepartmentIds: ['finance'],
  teamIds: ['b'],
  subjectIds: ['1003'],
};
const whole = { reads: 'restricted', seesContact: true, mayWrite: true };
const internal = { reads: 'internal', seesContact: true, mayWrite: true };

describe('a case', () => {
  it.each<[who: string, viewer: CaseViewer, sight: object | null]>([
    ['a seat that has nothing to do with it', viewer(['agent']), null],
    ['the seat that took it first', viewer(['agent'], { employeeNo: '1005' }), internal],
    ['the seat that has its customer on the line', viewer(['agent'], { servedCustomerIds: ['wang'] }), internal],
    ['the lead of another team', viewer(['lead']), null],
    ['the lead of the team', viewer(['lead'], { teamId: 'b' }), internal],
    ['the lead of no team in particular', viewer(['lead'], { teamId: null }), internal],
    ['the complaint desk', viewer(['complaint_handler']), whole],
    ['the supervisor', viewer(['supervisor']), whole],
    ['the dispatcher', viewer(['dispatcher']), internal],
    ['the administrator, who reads it', viewer(['admin']), { reads: 'internal', seesContact: false, mayWrite: false }],
    ['an inspector', viewer(['qa']), null],
    [
      'a department that has it',
      viewer(['department'], { departmentIds: ['repair'] }),
      { reads: 'department', seesContact: true, mayWrite: true },
    ],
    [
      'a department that had it',
      viewer(['department'], { departmentIds: ['finance'] }),
      { reads: 'department', seesContact: false, mayWrite: false },
    ],
    ['a department that never had it', viewer(['department'], { departmentIds: ['network'] }), null],
    ['a department without people', viewer(['department']), null],
    ['who is complained about', viewer(['agent'], { employeeNo: '1003', servedCustomerIds: ['wang'] }), null],
    ['who is complained about, of the complaint desk too', viewer(['complaint_handler'], { employeeNo: '1003' }), null],
    ['a supervisor who is complained about', viewer(['supervisor'], { employeeNo: '1003' }), whole],
  ])('is found by the right people, and read as far as they may: %s', (_, who, sight) => {
    expect(sightOfCase(found, who)).toEqual(sight);
  });

  it('shows each reader what is for them and less', () => {
    expect(isReadBy('customer', 'department')).toBe(true);
    expect(isReadBy('internal', 'department')).toBe(false);
    expect(isReadBy('restricted', 'internal')).toBe(false);
    expect(isReadBy('restricted', 'restricted')).toBe(true);
  });

  it.each([
    ['TS20261130-0001', { kind: 'whole', digits: 'TS20261130-0001' }],
    ['ts 2026 1130 0001', { kind: 'whole', digits: 'TS20261130-0001' }],
    ['GD20261130-12345', { kind: 'whole', digits: 'GD20261130-12345' }],
    ['0001', { kind: 'end', digits: '0001' }],
    ['001', null],
    ['13800138000', null],
    ['退款', null],
  ])('has a number that is read as it is said: %s', (text, read) => {
    expect(readCaseNumber(text)).toEqual(read);
  });

  it('is numbered by type and day, with five digits when four do not do', () => {
    expect(caseNumber('TS', '2026-11-30', 1)).toBe('TS20261130-0001');
    expect(caseNumber('TS', '2026-11-30', 12_345)).toBe('TS20261130-12345');
    expect(spokenCaseNumber('TS20261130-0001')).toBe('TS 2026 1130 0001');
  });
});
