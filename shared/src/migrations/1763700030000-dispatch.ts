import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const TABLE = 'ENGINE=InnoDB ROW_FORMAT=DYNAMIC';

/** Rules of dispatch, who has how much, and each time that a case was dispatched. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE dispatch_rules (
      ruleId ${ID(40)} NOT NULL PRIMARY KEY,
      name VARCHAR(64) NOT NULL,
      \`order\` INT NOT NULL,
      typeKeys JSON NOT NULL,
      categoryId ${ID(40)} NULL,
      areaKinds JSON NOT NULL,
      amountFromFen BIGINT NULL,
      amountToFen BIGINT NULL,
      departmentId ${ID(40)} NOT NULL,
      method ${ID(12)} NOT NULL,
      ranks JSON NOT NULL,
      openQuiet INT NULL,
      openBusy INT NULL,
      perDay INT NULL,
      perWeek INT NULL,
      season ${ID(8)} NOT NULL,
      busyFrom ${ID(10)} NULL,
      busyTo ${ID(10)} NULL,
      isActive BOOLEAN NOT NULL
    ) ${TABLE}`);
  await runner.query(`CREATE TABLE dispatch_people (
      employeeNo ${ID(10)} NOT NULL PRIMARY KEY,
      \`rank\` ${ID(12)} NOT NULL,
      awayFromMs BIGINT NULL,
      awayToMs BIGINT NULL
    ) ${TABLE}`);
  await runner.query(`CREATE TABLE person_load (
      employeeNo ${ID(10)} NOT NULL PRIMARY KEY,
      lastAtMs BIGINT NOT NULL
    ) ${TABLE}`);
  await runner.query(`CREATE TABLE dispatches (
      caseId ${ID(40)} NOT NULL,
      seq INT NOT NULL,
      round INT NOT NULL,
      departmentId ${ID(40)} NOT NULL,
      employeeNo ${ID(10)} NULL,
      byId ${ID(10)} NOT NULL,
      atMs BIGINT NOT NULL,
      isOverruling BOOLEAN NOT NULL,
      acceptedAtMs BIGINT NULL,
      returnedAtMs BIGINT NULL,
      returnReason ${ID(40)} NOT NULL,
      returnText TEXT NOT NULL,
      PRIMARY KEY (caseId, seq),
      INDEX dispatches_of_person (employeeNo, atMs)
    ) ${TABLE}`);
  await runner.query(`CREATE TABLE supervised_cases (
      caseId ${ID(40)} NOT NULL PRIMARY KEY,
      sinceMs BIGINT NOT NULL,
      liftedAtMs BIGINT NULL,
      liftedById ${ID(10)} NULL
    ) ${TABLE}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const name of ['supervised_cases', 'dispatches', 'person_load', 'dispatch_people', 'dispatch_rules'])
    await runner.query(`DROP TABLE ${name}`);
}
