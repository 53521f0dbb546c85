import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** Why an hour was unlike others, and views of the reports that people come back to. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE figure_notes (
    startMs BIGINT NOT NULL PRIMARY KEY,
    note VARCHAR(500) NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    atMs BIGINT NOT NULL
  ) ${options}`);
  await runner.query(`CREATE TABLE report_views (
    viewId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    path VARCHAR(500) NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    atMs BIGINT NOT NULL
  ) ${options}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of ['report_views', 'figure_notes']) await runner.query(`DROP TABLE ${table}`);
}
