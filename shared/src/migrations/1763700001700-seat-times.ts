import type { QueryRunner } from 'typeorm';

const names = ['seatReadyMs', 'seatOfferedMs', 'seatTalkingMs', 'seatWrapUpMs', 'seatNotReadyMs'];

/** What seats did stands beside their calls, so that a year by seat is one sum; reasons stay in the tables of work. */
export async function up(runner: QueryRunner): Promise<void> {
  for (const table of ['figure_intervals', 'figure_days'])
    await runner.query(
      `ALTER TABLE ${table} ${names.map((name) => `ADD ${name} BIGINT NOT NULL DEFAULT 0`).join(', ')}`,
    );
  await runner.query('INSERT INTO stale_figures (startMs) SELECT DISTINCT startMs FROM work_intervals');
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of ['figure_intervals', 'figure_days'])
    await runner.query(`ALTER TABLE ${table} ${names.map((name) => `DROP COLUMN ${name}`).join(', ')}`);
}
