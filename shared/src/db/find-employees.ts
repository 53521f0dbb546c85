import type { DataSource } from 'typeorm';

/** More people with one name than a list can sensibly show. */
const MOST = 200;

/** The employee numbers that an input stands for: the number itself, otherwise people whose name contains it. */
export async function findEmployees(db: DataSource, typed: string): Promise<string[]> {
  if (/^\d{1,10}$/.test(typed)) return [typed];
  const rows: { employeeNo: string }[] = await db.query('SELECT employeeNo FROM accounts WHERE name LIKE ? LIMIT ?', [
    `%${typed.replaceAll(/[\\%_]/g, '\\$&')}%`,
    MOST,
  ]);
  return rows.map(({ employeeNo }) => employeeNo);
}
