import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** What customers are told, how often each was tried, and by what gateway and in which hours. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE notices (
      noticeId ${ID(40)} NOT NULL,
      caseId ${ID(40)} NOT NULL,
      caseNo ${ID(24)} NOT NULL,
      template ${ID(40)} NOT NULL,
      number ${ID(32)} NOT NULL,
      text TEXT NOT NULL,
      isUrgent BOOLEAN NOT NULL,
      state ${ID(12)} NOT NULL,
      why VARCHAR(200) NOT NULL,
      tries INT NOT NULL,
      atMs BIGINT NOT NULL,
      sendAtMs BIGINT NOT NULL,
      settledAtMs BIGINT NULL,
      PRIMARY KEY (noticeId),
      INDEX notices_to_send (state, sendAtMs),
      INDEX notices_of_case (caseId, atMs),
      INDEX notices_of_number (number, settledAtMs)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE notice_attempts (
      noticeId ${ID(40)} NOT NULL,
      attemptNo INT NOT NULL,
      atMs BIGINT NOT NULL,
      driver ${ID(12)} NOT NULL,
      answer ${ID(12)} NULL,
      why VARCHAR(200) NOT NULL,
      providerId VARCHAR(80) NULL,
      PRIMARY KEY (noticeId, attemptNo)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE notice_settings (
      settingsId ${ID(12)} NOT NULL,
      driver ${ID(12)} NOT NULL,
      url VARCHAR(1000) NOT NULL,
      secret ${ID(80)} NOT NULL,
      fromMinute INT NOT NULL,
      toMinute INT NOT NULL,
      PRIMARY KEY (settingsId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(
    `INSERT INTO notice_settings (settingsId, driver, url, secret, fromMinute, toMinute) VALUES ('center', 'demo', '', '', 480, 1200)`,
  );
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of ['notice_settings', 'notice_attempts', 'notices']) await runner.query(`DROP TABLE ${table}`);
}
