import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Imports of old cases, which are known by the numbers that they had. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE case_imports (
    importId ${ID(40)} NOT NULL,
    fileName VARCHAR(255) NOT NULL,
    file MEDIUMBLOB NULL,
    state ${ID(16)} NOT NULL,
    \`by\` ${ID(10)} NOT NULL,
    atMs BIGINT NOT NULL,
    \`lines\` INT NOT NULL,
    added INT NOT NULL,
    skipped INT NOT NULL,
    faulty INT NOT NULL,
    failure ${ID(24)} NULL,
    faults JSON NOT NULL,
    PRIMARY KEY (importId),
    INDEX case_imports_by_time (atMs)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query('ALTER TABLE cases ADD INDEX cases_of_external (externalNo)');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE cases DROP INDEX cases_of_external');
  await runner.query('DROP TABLE case_imports');
}
