import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Cases that go on in another one. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE case_merges (
    caseId ${ID(40)} NOT NULL,
    intoId ${ID(40)} NOT NULL,
    mergedAtMs BIGINT NOT NULL,
    byId ${ID(10)} NOT NULL,
    stateBefore ${ID(12)} NOT NULL,
    closedAtMsBefore BIGINT NULL,
    clocksBefore JSON NOT NULL,
    copied JSON NOT NULL,
    PRIMARY KEY (caseId),
    INDEX case_merges_into (intoId)
  ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE case_merges');
}
