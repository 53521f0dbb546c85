import type { DataSource } from 'typeorm';

/** More people of one name than a list could be read for. */
const MOST = 200;

/** The employee numbers meant by what somebody typed: a number itself, else of whoever's name holds it. */
export async function findEmployees(db: DataSource, typed: string): Promise<string[]> {
  if (/^\d{1,10}$/.test(typed)) return [typed];
  const rows: { employeeNo: string }[] = await db.query('SELECT employeeNo FROM accounts WHERE name LIKE ? LIMIT ?', [
    `%${typed.replaceAll(/[\\%_]/g, '\\$&')}%`,
    MOST,
  ]);
  return rows.map(({ employeeNo }) => employeeNo);
}
