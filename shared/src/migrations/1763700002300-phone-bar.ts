import type { QueryRunner } from 'typeorm';

/** Sites whose pages may have the phone bar. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE phone_bar_sites (
    origin VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    popUrl VARCHAR(1000) NOT NULL
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
}
export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE phone_bar_sites');
}
