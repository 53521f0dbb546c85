import type { QueryRunner } from 'typeorm';

const ID = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;

/** Cases of every type, what happened to them, their clocks, who has to do with them, and the departments they go to. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE case_types (
      typeKey ${ID(40)} NOT NULL,
      version INT NOT NULL,
      definition JSON NOT NULL,
      keptAtMs BIGINT NOT NULL,
      PRIMARY KEY (typeKey, version)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_counters (
      prefix ${ID(4)} NOT NULL,
      day ${ID(10)} NOT NULL,
      lastNumber INT NOT NULL,
      PRIMARY KEY (prefix, day)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE cases (
      caseId ${ID(40)} NOT NULL,
      caseNo ${ID(24)} NOT NULL,
      numberEnd ${ID(4)} NOT NULL,
      typeKey ${ID(40)} NOT NULL,
      typeVersion INT NOT NULL,
      stepKey ${ID(40)} NOT NULL,
      state ${ID(12)} NOT NULL,
      round INT NOT NULL,
      grade ${ID(12)} NOT NULL,
      channel ${ID(20)} NOT NULL,
      externalNo VARCHAR(40) NULL,
      categoryId ${ID(40)} NULL,
      areaKind ${ID(12)} NULL,
      amountFen BIGINT NULL,
      isDifficult BOOLEAN NOT NULL,
      tier ${ID(12)} NULL,
      customerId ${ID(40)} NULL,
      contactName VARCHAR(64) NOT NULL,
      contactNumber ${ID(32)} NOT NULL,
      callId ${ID(64)} NULL,
      title VARCHAR(128) NOT NULL,
      fields JSON NOT NULL,
      departmentId ${ID(40)} NULL,
      assigneeId ${ID(10)} NULL,
      firstOwnerId ${ID(10)} NOT NULL,
      returns INT NOT NULL,
      reworks INT NOT NULL,
      reopenings INT NOT NULL,
      chases INT NOT NULL,
      lastChasedAtMs BIGINT NULL,
      openedAtMs BIGINT NOT NULL,
      stepSinceMs BIGINT NOT NULL,
      settledAtMs BIGINT NULL,
      closedAtMs BIGINT NULL,
      nextDueAtMs BIGINT NULL,
      nextDueClock ${ID(40)} NULL,
      version INT NOT NULL,
      lastSeq INT NOT NULL,
      lastHash ${ID(64)} NOT NULL,
      PRIMARY KEY (caseId),
      UNIQUE KEY cases_number (caseNo),
      INDEX cases_number_end (numberEnd, openedAtMs),
      INDEX cases_by_state (state, nextDueAtMs, caseId),
      INDEX cases_of_type (typeKey, state, nextDueAtMs, caseId),
      INDEX cases_of_assignee (assigneeId, state, nextDueAtMs, caseId),
      INDEX cases_of_first_owner (firstOwnerId, state, nextDueAtMs, caseId),
      INDEX cases_of_department (departmentId, state, nextDueAtMs, caseId),
      INDEX cases_of_customer (customerId, openedAtMs),
      INDEX cases_of_number (contactNumber, openedAtMs),
      INDEX cases_of_call (callId),
      INDEX cases_closed (state, closedAtMs, caseId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_events (
      caseId ${ID(40)} NOT NULL,
      seq INT NOT NULL,
      atMs BIGINT NOT NULL,
      kind ${ID(20)} NOT NULL,
      byId ${ID(10)} NOT NULL,
      transition ${ID(40)} NULL,
      fromStep ${ID(40)} NULL,
      toStep ${ID(40)} NULL,
      visibility ${ID(12)} NOT NULL,
      text TEXT NOT NULL,
      data JSON NOT NULL,
      prevHash ${ID(64)} NOT NULL,
      hash ${ID(64)} NOT NULL,
      PRIMARY KEY (caseId, seq)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_clocks (
      caseId ${ID(40)} NOT NULL,
      clockKey ${ID(40)} NOT NULL,
      round INT NOT NULL,
      startedAtMs BIGINT NOT NULL,
      measure JSON NOT NULL,
      calendarId ${ID(40)} NOT NULL,
      state ${ID(12)} NOT NULL,
      dueAtMs BIGINT NULL,
      isProvisional BOOLEAN NOT NULL,
      isGrace BOOLEAN NOT NULL,
      pauses JSON NOT NULL,
      stoppedAtMs BIGINT NULL,
      levelsDone JSON NOT NULL,
      nextActAtMs BIGINT NULL,
      PRIMARY KEY (caseId, clockKey, round, startedAtMs),
      INDEX case_clocks_to_act (nextActAtMs, caseId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_people (
      caseId ${ID(40)} NOT NULL,
      relation ${ID(20)} NOT NULL,
      ref ${ID(40)} NOT NULL,
      sinceMs BIGINT NOT NULL,
      PRIMARY KEY (caseId, relation, ref),
      INDEX case_people_of (relation, ref)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_links (
      caseId ${ID(40)} NOT NULL,
      kind ${ID(20)} NOT NULL,
      ref ${ID(80)} NOT NULL,
      atMs BIGINT NOT NULL,
      byId ${ID(10)} NOT NULL,
      PRIMARY KEY (caseId, kind, ref),
      INDEX case_links_of (kind, ref)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_words (
      caseId ${ID(40)} NOT NULL,
      words TEXT CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
      innerWords TEXT CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
      PRIMARY KEY (caseId),
      FULLTEXT INDEX case_words_for_departments (words),
      FULLTEXT INDEX case_words_for_all (words, innerWords)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE case_notices (
      noticeId ${ID(40)} NOT NULL,
      caseId ${ID(40)} NOT NULL,
      caseNo ${ID(24)} NOT NULL,
      receiverId ${ID(10)} NOT NULL,
      title VARCHAR(128) NOT NULL,
      what JSON NOT NULL,
      isGrave BOOLEAN NOT NULL,
      sendAtMs BIGINT NOT NULL,
      sentAtMs BIGINT NULL,
      PRIMARY KEY (noticeId),
      INDEX case_notices_to_send (sentAtMs, sendAtMs),
      INDEX case_notices_of (receiverId, sentAtMs)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query('ALTER TABLE messages ADD COLUMN notices JSON NULL');
  await runner.query(`CREATE TABLE departments (
      departmentId ${ID(40)} NOT NULL,
      name VARCHAR(64) NOT NULL,
      headId ${ID(10)} NULL,
      deputyId ${ID(10)} NULL,
      deputyFromMs BIGINT NULL,
      deputyToMs BIGINT NULL,
      isActive BOOLEAN NOT NULL,
      PRIMARY KEY (departmentId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE department_members (
      departmentId ${ID(40)} NOT NULL,
      employeeNo ${ID(10)} NOT NULL,
      PRIMARY KEY (departmentId, employeeNo),
      INDEX department_members_of (employeeNo)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  await runner.query(`CREATE TABLE deadline_calendars (
      calendarId ${ID(40)} NOT NULL,
      name VARCHAR(64) NOT NULL,
      nameEn VARCHAR(64) NOT NULL,
      isAlwaysOpen BOOLEAN NOT NULL,
      weekly JSON NOT NULL,
      holiday JSON NULL,
      makeUp JSON NULL,
      PRIMARY KEY (calendarId)
    ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`);
  const office = JSON.stringify([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ]);
  const week = `[${[...Array.from({ length: 5 }, () => office), '[]', '[]'].join(',')}]`;
  await runner.query(
    `INSERT INTO deadline_calendars (calendarId, name, nameEn, isAlwaysOpen, weekly, holiday, makeUp)
       VALUES ('office', '办公时间', 'Office hours', FALSE, ?, '[]', NULL), ('always', '全天', 'Day and night', TRUE, '[]', NULL, NULL)`,
    [week],
  );
}

export async function down(runner: QueryRunner): Promise<void> {
  await runner.query('ALTER TABLE messages DROP COLUMN notices');
  for (const table of [
    'deadline_calendars',
    'department_members',
    'departments',
    'case_notices',
    'case_words',
    'case_links',
    'case_people',
    'case_clocks',
    'case_events',
    'cases',
    'case_counters',
    'case_types',
  ]) {
    await runner.query(`DROP TABLE ${table}`);
  }
}
