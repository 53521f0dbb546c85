import type { QueryRunner } from 'typeorm';

/* Ids are compared byte by byte (ascii_bin): shorter in the indexes, and 'A1' is never 'a1'. */
const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
/* What comes from outside may hold any letter, and is still compared byte by byte. */
const sent = (length: number) => `VARCHAR(${length}) COLLATE utf8mb4_bin`;
const words = (length: number) => `VARCHAR(${length})`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

const tables: Record<string, string> = {
  teams: `
    teamId ${id(40)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL`,
  accounts: `
    employeeNo ${id(10)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    roles JSON NOT NULL,
    teamId ${id(40)} NULL,
    passwordHash ${id(255)} NOT NULL,
    isActive BOOLEAN NOT NULL DEFAULT TRUE,
    INDEX accounts_of_team (teamId)`,
  queues: `
    queueId ${id(40)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    nameEn ${words(64)} NOT NULL,
    policy ${id(16)} NOT NULL DEFAULT 'ring-first',
    ringsPerOffer INT NOT NULL DEFAULT 3,
    wrapUpLimitSeconds INT NOT NULL DEFAULT 60,
    priority INT NOT NULL DEFAULT 5,
    sizeLimit INT NOT NULL DEFAULT 500,
    serviceLevelSeconds INT NOT NULL DEFAULT 20,
    isActive BOOLEAN NOT NULL DEFAULT TRUE`,
  queue_members: `
    queueId ${id(40)} NOT NULL,
    employeeNo ${id(10)} NOT NULL,
    \`order\` INT NOT NULL DEFAULT 0,
    PRIMARY KEY (queueId, employeeNo),
    INDEX queues_of_member (employeeNo)`,
  hotlines: `
    number ${id(20)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    queueId ${id(40)} NOT NULL,
    menu ${id(40)} NULL`,
  not_ready_reasons: `
    reasonId ${id(40)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    nameEn ${words(64)} NOT NULL,
    isActive BOOLEAN NOT NULL DEFAULT TRUE`,
  wrap_up_categories: `
    categoryId ${id(40)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    nameEn ${words(64)} NOT NULL,
    parentId ${id(40)} NULL,
    isActive BOOLEAN NOT NULL DEFAULT TRUE`,
  customers: `
    customerId ${id(40)} NOT NULL PRIMARY KEY,
    name ${words(64)} NOT NULL,
    tier ${id(16)} NOT NULL DEFAULT 'ordinary',
    address ${words(256)} NOT NULL DEFAULT '',
    tags JSON NOT NULL,
    note ${words(2000)} NOT NULL DEFAULT '',
    createdAtMs BIGINT NOT NULL,
    updatedAtMs BIGINT NOT NULL,
    INDEX customers_by_name (name)`,
  customer_numbers: `
    e164 ${id(20)} NOT NULL PRIMARY KEY,
    customerId ${id(40)} NOT NULL,
    reversed ${id(20)} NOT NULL,
    INDEX numbers_of_customer (customerId),
    INDEX numbers_by_ending (reversed)`,
  matters: `
    matterId ${id(40)} NOT NULL PRIMARY KEY,
    customerId ${id(40)} NOT NULL,
    kind ${id(16)} NOT NULL,
    title ${words(128)} NOT NULL,
    status ${id(16)} NOT NULL,
    openedAtMs BIGINT NOT NULL,
    dueAtMs BIGINT NULL,
    ownerId ${id(10)} NULL,
    INDEX matters_of_customer (customerId, status, openedAtMs)`,
  // InnoDB appends the primary key to every index, so each of these lists ends in callId: pages turn by
  // (arrivedAtMs, callId). calls_figures answers the service-level report from the index alone.
  calls: `
    callId ${id(64)} NOT NULL PRIMARY KEY,
    arrivedAtMs BIGINT NOT NULL,
    endedAtMs BIGINT NULL,
    hotline ${sent(64)} NOT NULL DEFAULT '',
    queueId ${id(40)} NULL,
    callerNumber ${sent(64)} NOT NULL DEFAULT '',
    customerId ${id(40)} NULL,
    customerName ${words(64)} NULL,
    tier ${id(16)} NULL,
    agentId ${id(10)} NULL,
    outcome ${id(16)} NULL,
    endedBy ${id(16)} NULL,
    endCause INT NULL,
    endWhy ${words(128)} NULL,
    waitedMs BIGINT NULL,
    rings INT NULL,
    withinThreeRings BOOLEAN NULL,
    takenWithinThreeRings BOOLEAN NULL,
    centerAnsweredAtMs BIGINT NULL,
    answeredAtMs BIGINT NULL,
    talkMs BIGINT NULL,
    holdMs BIGINT NULL,
    wrapUpMs BIGINT NULL,
    categoryId ${id(40)} NULL,
    result ${id(40)} NULL,
    note ${words(4000)} NOT NULL DEFAULT '',
    isComplete BOOLEAN NOT NULL DEFAULT FALSE,
    ronas INT NOT NULL DEFAULT 0,
    recordingId ${id(64)} NULL,
    INDEX calls_by_arrival (arrivedAtMs),
    INDEX calls_of_queue (queueId, arrivedAtMs),
    INDEX calls_of_agent (agentId, arrivedAtMs),
    INDEX calls_of_number (callerNumber, arrivedAtMs),
    INDEX calls_of_customer (customerId, arrivedAtMs),
    INDEX calls_figures (arrivedAtMs, queueId, hotline, agentId, outcome, waitedMs, withinThreeRings,
      takenWithinThreeRings, ronas, talkMs, holdMs, wrapUpMs)`,
  offers: `
    callId ${id(64)} NOT NULL,
    offerGen INT NOT NULL,
    agentId ${id(10)} NOT NULL,
    queueId ${id(40)} NOT NULL,
    offeredAtMs BIGINT NOT NULL,
    endedAtMs BIGINT NULL,
    result ${id(16)} NOT NULL,
    cause ${id(16)} NULL,
    PRIMARY KEY (callId, offerGen),
    INDEX offers_of_agent (agentId, offeredAtMs)`,
  call_events: `
    eventId ${id(40)} NOT NULL PRIMARY KEY,
    callId ${id(64)} NOT NULL,
    type ${id(40)} NOT NULL,
    atMs BIGINT NOT NULL,
    agentId ${id(10)} NOT NULL DEFAULT '',
    data JSON NOT NULL,
    INDEX events_of_call (callId)`,
  agent_states: `
    eventId ${id(40)} NOT NULL PRIMARY KEY,
    agentId ${id(10)} NOT NULL,
    state ${id(16)} NOT NULL,
    reason ${id(40)} NOT NULL DEFAULT '',
    fromMs BIGINT NOT NULL,
    toMs BIGINT NULL,
    INDEX spells_of_agent (agentId, toMs),
    INDEX spells_by_start (fromMs)`,
  recordings: `
    recordingId ${id(64)} NOT NULL PRIMARY KEY,
    callId ${id(64)} NOT NULL,
    state ${id(16)} NOT NULL DEFAULT 'expected',
    agentFile ${words(255)} NOT NULL,
    customerFile ${words(255)} NOT NULL,
    startedAtMs BIGINT NOT NULL,
    callEndedAtMs BIGINT NULL,
    path ${words(255)} NULL,
    bytes BIGINT NULL,
    durationMs BIGINT NULL,
    sha256 ${id(64)} NULL,
    mediaType ${id(40)} NULL,
    INDEX recordings_of_call (callId),
    INDEX recordings_due (state, callEndedAtMs)`,
  audit_log: `
    auditId ${id(40)} NOT NULL PRIMARY KEY,
    atMs BIGINT NOT NULL,
    employeeNo ${id(10)} NOT NULL DEFAULT '',
    action ${id(64)} NOT NULL,
    target ${words(128)} NOT NULL DEFAULT '',
    address ${id(64)} NOT NULL DEFAULT '',
    detail JSON NOT NULL,
    INDEX audit_by_time (atMs),
    INDEX audit_of_person (employeeNo, atMs)`,
};

export async function up(runner: QueryRunner): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`CREATE TABLE ${table} (${columns}\n) ${options}`);
  }
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of Object.keys(tables).reverse()) await runner.query(`DROP TABLE ${table}`);
}
