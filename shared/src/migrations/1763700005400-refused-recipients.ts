import type { QueryRunner } from 'typeorm';

/** To whom a mailed report did not go because the mail server refused them. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE report_mail_runs ADD COLUMN refused JSON NULL');
  await runner.query("UPDATE report_mail_runs SET refused = '[]'");
  await runner.query('ALTER TABLE report_mail_runs MODIFY COLUMN refused JSON NOT NULL');
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE report_mail_runs DROP COLUMN refused');
}
