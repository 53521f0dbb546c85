import type { DataSource, EntityManager, EntitySchema } from 'typeorm';

/**
 * Writes rows in one statement per 1000, for what is too much for a repository.
 * A row whose primary key is there already: `fail` throws, `keep` leaves it, `replace` overwrites it, a list overwrites
 * these columns only.
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
