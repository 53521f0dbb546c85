/** Departments that cases are handed to: who heads them, who stands in, who works there. */
import { z } from 'zod';
import { InstantMs } from '../instant.ts';
import { EmployeeNo } from '../people/sign-in.ts';
import { newId, plainName } from '../plain-text.ts';

export const MOST_DEPARTMENTS = 200;
const instant = InstantMs.nullable().default(null);

export const DepartmentEdit = z.object({
  departmentId: newId,
  name: plainName(),
  headId: EmployeeNo.nullable().default(null),
  /** Stands in for the head, from and to. */
  deputyId: EmployeeNo.nullable().default(null),
  deputyFromMs: instant,
  deputyToMs: instant,
  members: z.array(EmployeeNo).max(300).default([]),
  isActive: z.boolean().default(true),
});
export type DepartmentEdit = z.output<typeof DepartmentEdit>;
