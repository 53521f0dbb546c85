import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const table = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** What a lead runs a room with: messages, the shift log, limits of alarms; and what is told to other software. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE messages (
    messageId ${id(40)} NOT NULL PRIMARY KEY,
    atMs BIGINT NOT NULL,
    byEmployeeNo ${id(10)} NOT NULL,
    byName VARCHAR(64) NOT NULL,
    toKind ${id(8)} NOT NULL,
    toId ${id(40)} NOT NULL,
    text VARCHAR(1000) NOT NULL,
    isUrgent BOOLEAN NOT NULL
  ) ${table}`);
  await runner.query(`CREATE TABLE message_receipts (
    messageId ${id(40)} NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    readAtMs BIGINT NULL,
    PRIMARY KEY (messageId, employeeNo),
    INDEX message_receipts_of_person (employeeNo, readAtMs, messageId)
  ) ${table}`);
  await runner.query(`CREATE TABLE shift_notes (
    noteId ${id(40)} NOT NULL PRIMARY KEY,
    atMs BIGINT NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    name VARCHAR(64) NOT NULL,
    teamId ${id(40)} NULL,
    kind ${id(16)} NOT NULL,
    text VARCHAR(4000) NOT NULL,
    takenBy ${id(10)} NULL,
    takenByName VARCHAR(64) NULL,
    takenAtMs BIGINT NULL
  ) ${table}`);
  await runner.query(`CREATE TABLE alarm_limits (
    queueId ${id(40)} NOT NULL PRIMARY KEY,
    longestWaitSeconds INT NULL,
    serviceLevelPercent INT NULL,
    longTalkSeconds INT NULL,
    longHoldSeconds INT NULL,
    longWrapUpSeconds INT NULL,
    leastMosTenths INT NULL,
    noSeat BOOLEAN NULL
  ) ${table}`);
  await runner.query(`INSERT INTO alarm_limits VALUES ('*', 60, NULL, NULL, NULL, NULL, NULL, TRUE)`);
  await runner.query(`CREATE TABLE room_settings (
    name ${id(16)} NOT NULL PRIMARY KEY,
    isCoachingSeen BOOLEAN NOT NULL,
    wallboardAddresses JSON NOT NULL,
    allowsPrivateWebhooks BOOLEAN NOT NULL
  ) ${table}`);
  await runner.query(`INSERT INTO room_settings VALUES ('room', TRUE, '[]', FALSE)`);
  await runner.query(`CREATE TABLE webhooks (
    webhookId ${id(40)} NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    url VARCHAR(1000) NOT NULL,
    secret ${id(80)} NOT NULL,
    kinds JSON NOT NULL,
    isActive BOOLEAN NOT NULL
  ) ${table}`);
  await runner.query(`CREATE TABLE webhook_deliveries (
    deliveryId ${id(80)} NOT NULL PRIMARY KEY,
    webhookId ${id(40)} NOT NULL,
    kind ${id(40)} NOT NULL,
    callId ${id(64)} NOT NULL,
    body JSON NOT NULL,
    state ${id(16)} NOT NULL,
    tries INT NOT NULL,
    status INT NULL,
    error VARCHAR(500) NOT NULL,
    atMs BIGINT NOT NULL,
    settledAtMs BIGINT NULL,
    INDEX webhook_deliveries_of_hook (webhookId, atMs),
    INDEX webhook_deliveries_by_time (atMs)
  ) ${table}`);
  await runner.query(`CREATE TABLE api_tokens (
    tokenId ${id(40)} NOT NULL PRIMARY KEY,
    tokenHash ${id(64)} NOT NULL UNIQUE,
    employeeNo ${id(10)} NOT NULL,
    name VARCHAR(64) NOT NULL,
    scopes JSON NOT NULL,
    madeAtMs BIGINT NOT NULL,
    endsAtMs BIGINT NULL,
    usedAtMs BIGINT NULL,
    revokedAtMs BIGINT NULL,
    INDEX api_tokens_of_person (employeeNo)
  ) ${table}`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const name of [
    'messages',
    'message_receipts',
    'shift_notes',
    'alarm_limits',
    'room_settings',
    'webhooks',
    'webhook_deliveries',
    'api_tokens',
  ])
    await runner.query(`DROP TABLE ${name}`);
}
