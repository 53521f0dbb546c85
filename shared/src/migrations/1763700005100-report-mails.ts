import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** Reports that are sent by mail, and what became of each sending. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE report_mails (
    mailId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    viewIds JSON NOT NULL,
    rhythm ${id(16)} NOT NULL,
    weekday INT NOT NULL,
    hour INT NOT NULL,
    recipients JSON NOT NULL,
    language ${id(8)} NOT NULL,
    isActive BOOLEAN NOT NULL,
    ownerId ${id(10)} NOT NULL
  ) ${options}`);
  await runner.query(`CREATE TABLE report_mail_runs (
    runId ${id(64)} NOT NULL PRIMARY KEY,
    mailId ${id(40)} NOT NULL,
    state ${id(16)} NOT NULL,
    fault ${id(16)} NULL,
    detail VARCHAR(500) NOT NULL,
    tries INT NOT NULL,
    dueAtMs BIGINT NOT NULL,
    endedAtMs BIGINT NULL,
    INDEX runs_of_mail (mailId, dueAtMs)
  ) ${options}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of ['report_mail_runs', 'report_mails']) await runner.query(`DROP TABLE ${table}`);
}
