import type { QueryRunner } from 'typeorm';

/** Accounts of the telephones on seats' desks. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE desk_phones (
    employeeNo VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    digest CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    madeAtMs BIGINT NOT NULL
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
}
export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE desk_phones');
}
