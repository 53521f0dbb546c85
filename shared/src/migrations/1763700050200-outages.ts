import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Who called about an outage, one row for each number, and whether they were told that it is over. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE outage_callers (
      caseId ${ID(40)} NOT NULL,
      number ${ID(32)} NOT NULL,
      customerId ${ID(40)} NULL,
      name VARCHAR(64) NOT NULL,
      calls INT NOT NULL,
      wantsCall BOOLEAN NOT NULL,
      attachedAtMs BIGINT NOT NULL,
      attachedById ${ID(10)} NOT NULL,
      toldAtMs BIGINT NULL,
      toldIn ${ID(8)} NULL,
      PRIMARY KEY (caseId, number),
      INDEX outage_callers_of_number (number, caseId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE outage_callers');
}
