import type { CasePeopleQuery } from '@sansheng/shared/contracts/service-desk/case-choices';
import { isOwnId } from '@sansheng/shared/contracts/plain-text';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';

/** As many as are looked through. */
const MOST = 30;

/** People of the center who work now, by number; those who have gone are not offered. */
export function findPeople(
  db: DataSource,
  { q, department }: z.output<typeof CasePeopleQuery>,
): Promise<{ employeeNo: string; name: string }[]> {
  const typed = q.replaceAll(/[\\%_]/g, '\\$&');
  const isHere =
    department === undefined
      ? ''
      : `AND (EXISTS (SELECT 1 FROM department_members m WHERE m.departmentId = ? AND m.employeeNo = a.employeeNo)
          OR EXISTS (SELECT 1 FROM departments d WHERE d.departmentId = ? AND d.headId = a.employeeNo))`;
  // Numbers are ASCII and refuse to be compared with more.
  const isTheirs = isOwnId(typed) ? '(a.name LIKE ? OR a.employeeNo LIKE ?)' : 'a.name LIKE ?';
  return db.query(
    `SELECT a.employeeNo, a.name FROM accounts a WHERE a.isActive = 1 AND ${isTheirs} ${isHere}
     ORDER BY a.employeeNo LIMIT ?`,
    [
      `%${typed}%`,
      ...(isOwnId(typed) ? [`${typed}%`] : []),
      ...(department === undefined ? [] : [department, department]),
      MOST,
    ],
  );
}
