import type { DataSource } from 'typeorm';

interface IndexRow {
  tableName: string;
  name: string;
  statement: string;
}

/**
 * Removes the secondary indexes of tables while a great deal is loaded into them; `restore` builds them again, each
 * sorted in one go. Their definitions are stored in a table in the meantime: after an interruption, the next run
 * restores them first.
 */
export async function setIndexesAside(db: DataSource, tables: readonly string[]): Promise<void> {
  await db.query(`CREATE TABLE IF NOT EXISTS indexes_aside (
    tableName VARCHAR(64) NOT NULL, name VARCHAR(64) NOT NULL, statement TEXT NOT NULL, PRIMARY KEY (tableName, name))`);
  for (const tableName of tables) {
    const rows: { name: string; columns: string; isUnique: number }[] = await db.query(
      `SELECT INDEX_NAME AS name, MAX(NON_UNIQUE = 0) + 0 AS isUnique,
         GROUP_CONCAT(CONCAT('\`', COLUMN_NAME, '\`', IF(SUB_PART IS NULL, '', CONCAT('(', SUB_PART, ')')))
           ORDER BY SEQ_IN_INDEX) AS columns
       FROM information_schema.STATISTICS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND INDEX_NAME <> 'PRIMARY' AND INDEX_TYPE = 'BTREE'
       GROUP BY INDEX_NAME`,
      [tableName],
    );
    if (rows.length === 0) continue;
    const aside = rows.map(
      ({ name, columns, isUnique }): IndexRow => ({
        tableName,
        name,
        statement: `ADD ${isUnique === 1 ? 'UNIQUE ' : ''}INDEX \`${name}\` (${columns})`,
      }),
    );
    await db.query('INSERT INTO indexes_aside (tableName, name, statement) VALUES ?', [
      aside.map(({ name, statement }) => [tableName, name, statement]),
    ]);
    await db.query(`ALTER TABLE ${tableName} ${rows.map(({ name }) => `DROP INDEX \`${name}\``).join(', ')}`);
  }
}

export async function restoreIndexes(db: DataSource, onTable: (tableName: string) => void = () => {}): Promise<void> {
  const [there] = (await db.query(`SHOW TABLES LIKE 'indexes_aside'`)) as object[];
  if (there === undefined) return;
  const aside: IndexRow[] = await db.query('SELECT tableName, name, statement FROM indexes_aside');
  for (const [tableName, rows] of Map.groupBy(aside, (row) => row.tableName)) {
    onTable(tableName);
    const present: { name: string }[] = await db.query(
      `SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?`,
      [tableName],
    );
    const missing = rows.filter(({ name }) => !present.some((one) => one.name === name));
    if (missing.length > 0)
      await db.query(`ALTER TABLE ${tableName} ${missing.map(({ statement }) => statement).join(', ')}`);
  }
  await db.query('DROP TABLE indexes_aside');
}
