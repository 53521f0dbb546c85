import type { DataSource, EntityManager, EntitySchema } from 'typeorm';

/**
 * Writes rows in one statement per 1000, for amounts too large for a repository. If a row's primary key already exists:
 * `fail` throws, `keep` leaves the old row, `replace` overwrites it, a list overwrites only these columns.
 */
export async function writeRows<Row extends object>(
  db: DataSource | EntityManager,
  schema: EntitySchema<Row>,
  rows: readonly NoInfer<Row>[],
  onDuplicate: 'fail' | 'keep' | 'replace' | readonly (keyof Row & string)[],
): Promise<void> {
  const { tableName, columns } = schema.options;
  const names = Object.keys(columns) as (keyof Row & string)[];
  const isKey = (name: keyof Row) => columns[name]?.primary === true;
  const isJson = (name: keyof Row) => columns[name]?.type === 'json';
  // `keep` is not INSERT IGNORE, which would also swallow values that do not fit their column.
  const overwritten =
    typeof onDuplicate === 'object' ? onDuplicate : names.filter((name) => isKey(name) === (onDuplicate === 'keep'));
  const duplicates =
    onDuplicate === 'fail'
      ? ''
      : ` ON DUPLICATE KEY UPDATE ${overwritten.map((name) => `\`${name}\`=VALUES(\`${name}\`)`).join(',')}`;
  const statement = `INSERT INTO ${tableName} (${names.map((name) => `\`${name}\``).join(',')}) VALUES ?${duplicates}`;
  for (let start = 0; start < rows.length; start += 1000) {
    const values = rows
      .slice(start, start + 1000)
      .map((row) => names.map((name) => (isJson(name) ? JSON.stringify(row[name]) : row[name])));
    await db.query(statement, [values]);
  }
}
