/**
 * Who finds which case, and how much of it they read. The grounds are data, so that lists, searches, counts, badges,
 * exports and sockets ask the database the same question that a single case is asked here.
 */
import { caseAccess } from '../../contracts/service-desk/cases.ts';
import type { Visibility } from '../../contracts/service-desk/case-types.ts';
import { type Role, seesCenter } from '../roles.ts';
import type { CasePerson } from './move-case.ts';

export interface CaseViewer extends CasePerson {
  teamId: string | null;
  /** Whom they have on the line, or had within the last day's wrap-up; null: nobody. */
  servedCustomerIds: readonly string[];
}

/** One reason for which a person finds a case. */
export type FindGround =
  | { kind: 'center' }
  | { kind: 'person'; employeeNo: string }
  | { kind: 'customers'; customerIds: readonly string[] }
  | { kind: 'team'; teamId: string }
  /** Theirs now. */
  | { kind: 'departments'; departmentIds: readonly string[] }
  /** Once theirs: read, and no more. */
  | { kind: 'formerDepartments'; departmentIds: readonly string[] };

/** What the grounds ask of a case. */
export interface CaseToFind {
  assigneeId: string | null;
  firstOwnerId: string;
  customerId: string | null;
  departmentId: string | null;
  formerDepartmentIds: readonly string[];
  /** Teams of who has it and who took it first. */
  teamIds: readonly string[];
  /** Who is complained about; they never find it. */
  subjectIds: readonly string[];
}

const ofCenter: readonly Role[] = ['complaint_handler', 'supervisor', 'admin', 'dispatcher', 'info_desk'];
const ofSeat: readonly Role[] = ['agent', 'telesales', 'lead'];

const holdsOne = ({ roles }: CaseViewer, of: readonly Role[]): boolean => roles.some((role) => of.includes(role));

export function groundsOf(viewer: CaseViewer): FindGround[] {
  if (holdsOne(viewer, ofCenter) || (viewer.roles.includes('lead') && seesCenter(viewer))) return [{ kind: 'center' }];
  const grounds: FindGround[] = [];
  if (holdsOne(viewer, ofSeat)) {
    grounds.push({ kind: 'person', employeeNo: viewer.employeeNo });
    if (viewer.servedCustomerIds.length > 0) grounds.push({ kind: 'customers', customerIds: viewer.servedCustomerIds });
  }
  if (viewer.roles.includes('lead') && viewer.teamId !== null) grounds.push({ kind: 'team', teamId: viewer.teamId });
  if (viewer.roles.includes('department') && viewer.departmentIds.length > 0) {
    grounds.push({ kind: 'departments', departmentIds: viewer.departmentIds });
    grounds.push({ kind: 'formerDepartments', departmentIds: viewer.departmentIds });
  }
  return grounds;
}

/** Who is complained about finds nothing, whatever their role; the supervisor alone does, who decides. */
export const isBarred = (found: Pick<CaseToFind, 'subjectIds'>, viewer: CaseViewer): boolean =>
  found.subjectIds.includes(viewer.employeeNo) && !holdsOne(viewer, caseAccess.casesAboutOneself);

export function groundsThatHold(found: CaseToFind, viewer: CaseViewer): FindGround[] {
  if (isBarred(found, viewer)) return [];
  return groundsOf(viewer).filter((ground) => {
    switch (ground.kind) {
      case 'center':
        return true;
      case 'person':
        return found.assigneeId === ground.employeeNo || found.firstOwnerId === ground.employeeNo;
      case 'customers':
        return found.customerId !== null && ground.customerIds.includes(found.customerId);
      case 'team':
        return found.teamIds.includes(ground.teamId);
      case 'departments':
        return found.departmentId !== null && ground.departmentIds.includes(found.departmentId);
      case 'formerDepartments':
        return found.formerDepartmentIds.some((id) => ground.departmentIds.includes(id));
    }
  });
}

export interface CaseSight {
  /** Entries and fields up to this one are read. */
  reads: Visibility;
  /** Whether number and address of the customer are seen whole. */
  seesContact: boolean;
  /** Whether anything may be written to it. */
  mayWrite: boolean;
}

/** Null: there is no such case for this person, and that is all they are told. */
export function sightOfCase(found: CaseToFind, viewer: CaseViewer): CaseSight | null {
  const grounds = new Set(groundsThatHold(found, viewer).map(({ kind }) => kind));
  if (grounds.size === 0) return null;
  if (holdsOne(viewer, caseAccess.restrictedCases)) return { reads: 'restricted', seesContact: true, mayWrite: true };
  if (grounds.has('center') || grounds.has('person') || grounds.has('team')) {
    const isAdministrator = !holdsOne(viewer, [...ofSeat, 'dispatcher', 'info_desk']);
    return { reads: 'internal', seesContact: !isAdministrator, mayWrite: !isAdministrator };
  }
  if (grounds.has('customers')) return { reads: 'internal', seesContact: true, mayWrite: true };
  const isTheirs = grounds.has('departments');
  return { reads: 'department', seesContact: isTheirs, mayWrite: isTheirs };
}

const order: readonly Visibility[] = ['customer', 'department', 'internal', 'restricted'];
/** Whether who reads up to `reads` reads something that is for `visibility`. */
export const isReadBy = (visibility: Visibility, reads: Visibility): boolean =>
  order.indexOf(visibility) <= order.indexOf(reads);
