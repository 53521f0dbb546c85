import type { QueryRunner } from 'typeorm';

/** A list begins at its first case: what is due first, what nobody has promised last; of what is over, the newest. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE cases
      ADD COLUMN isOver BOOLEAN GENERATED ALWAYS AS (state IN ('closed', 'cancelled', 'merged')) STORED,
      ADD COLUMN sortDueMs BIGINT GENERATED ALWAYS AS (COALESCE(nextDueAtMs, 99999999999999)) STORED`);
  await runner.query(`ALTER TABLE cases
      ADD INDEX cases_in_order (isOver, sortDueMs, caseId),
      ADD INDEX cases_of_type_in_order (typeKey, isOver, sortDueMs, caseId),
      ADD INDEX cases_over_in_order (closedAtMs, caseId),
      ADD INDEX cases_of_others_number (externalNo)`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE cases
      DROP INDEX cases_in_order, DROP INDEX cases_of_type_in_order, DROP INDEX cases_over_in_order,
      DROP INDEX cases_of_others_number`);
  await runner.query('ALTER TABLE cases DROP COLUMN isOver, DROP COLUMN sortDueMs');
}
