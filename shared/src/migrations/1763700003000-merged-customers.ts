import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Which customer files are one, whichever was merged into which: contacts are counted by customer, not by file. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE merged_customers (
    customerId ${id(40)} NOT NULL PRIMARY KEY,
    fileId ${id(40)} NOT NULL,
    INDEX files_of_customer (fileId)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`INSERT INTO merged_customers (customerId, fileId)
    WITH RECURSIVE files (customerId, fileId) AS (
      SELECT customerId, customerId FROM customers k
      WHERE mergedInto IS NULL AND EXISTS (SELECT 1 FROM customers m WHERE m.mergedInto = k.customerId)
      UNION ALL
      SELECT m.customerId, f.fileId FROM files f JOIN customers m ON m.mergedInto = f.customerId
    ) SELECT customerId, fileId FROM files`);
  await runner.query(`INSERT INTO stale_figures (startMs)
    SELECT DISTINCT arrivedAtMs - MOD(arrivedAtMs, 900000) FROM calls
    WHERE customerId IN (SELECT customerId FROM merged_customers) AND categoryId IS NOT NULL`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE merged_customers');
}
