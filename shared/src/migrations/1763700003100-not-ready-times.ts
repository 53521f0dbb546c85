import type { QueryRunner } from 'typeorm';

/**
 * The times of seats stand in the figures since `seat-times`; of the tables of work only the reasons for being not ready
 * are read, a fifth of their rows.
 */
export async function up(runner: QueryRunner): Promise<void> {
  for (const kind of ['intervals', 'days']) {
    await runner.query(`DELETE FROM work_${kind} WHERE state <> 'notReady'`);
    await runner.query(`ALTER TABLE work_${kind} DROP PRIMARY KEY, DROP COLUMN state,
      ADD PRIMARY KEY (startMs, agentId, reason), RENAME TO not_ready_${kind}`);
  }
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const kind of ['intervals', 'days'])
    await runner.query(`ALTER TABLE not_ready_${kind} DROP PRIMARY KEY,
      ADD COLUMN state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'notReady' AFTER agentId,
      ADD PRIMARY KEY (startMs, agentId, state, reason), RENAME TO work_${kind}`);
  await runner.query('INSERT INTO stale_figures (startMs) SELECT DISTINCT startMs FROM figure_intervals');
}
