import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const figures = `arrivedAtMs, queueId, hotline, agentId, outcome, waitedMs, withinThreeRings, takenWithinThreeRings, ronas,
  talkMs, holdMs, wrapUpMs`;

/** What a queue says to those who wait, callbacks that keep the place, and the list of whom to call back. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE queues
    ADD announceEverySeconds INT NOT NULL DEFAULT 30,
    ADD saysEstimatedWait BOOLEAN NOT NULL DEFAULT TRUE,
    ADD callbackKey ${id(1)} NOT NULL DEFAULT '1',
    ADD callbackTries INT NOT NULL DEFAULT 3,
    ADD callbackRetrySeconds INT NOT NULL DEFAULT 300,
    ADD oldPlaceSeconds INT NOT NULL DEFAULT 300`);
  // The report counts inbound calls alone, and still reads nothing but this index.
  await runner.query(`ALTER TABLE calls
    ADD direction ${id(16)} NOT NULL DEFAULT 'inbound',
    DROP INDEX calls_figures,
    ADD INDEX calls_figures (${figures}, direction)`);
  await runner.query(`CREATE TABLE callbacks (
    callId ${id(64)} NOT NULL PRIMARY KEY,
    kind ${id(16)} NOT NULL,
    state ${id(16)} NOT NULL,
    queueId ${id(40)} NOT NULL,
    hotline VARCHAR(64) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    number VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
    customerId ${id(40)} NULL,
    customerName VARCHAR(64) NULL,
    tier ${id(16)} NULL,
    sinceMs BIGINT NOT NULL,
    waitedMs BIGINT NULL,
    isShort BOOLEAN NOT NULL DEFAULT FALSE,
    claimedBy ${id(10)} NULL,
    claimedAtMs BIGINT NULL,
    tries INT NOT NULL DEFAULT 0,
    result ${id(16)} NULL,
    note VARCHAR(2000) NOT NULL DEFAULT '',
    settledAtMs BIGINT NULL,
    settledByCallId ${id(64)} NULL,
    INDEX callbacks_in_line (state, isShort, sinceMs),
    INDEX callbacks_of_number (number, state),
    INDEX callbacks_of_customer (customerId, state)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC`);
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE callbacks');
  await runner.query(
    `ALTER TABLE calls DROP INDEX calls_figures, DROP COLUMN direction, ADD INDEX calls_figures (${figures})`,
  );
  await runner.query(`ALTER TABLE queues DROP COLUMN announceEverySeconds, DROP COLUMN saysEstimatedWait,
    DROP COLUMN callbackKey, DROP COLUMN callbackTries, DROP COLUMN callbackRetrySeconds, DROP COLUMN oldPlaceSeconds`);
}
