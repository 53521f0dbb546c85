import type { QueryRunner } from 'typeorm';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';
const counts = `offered answered abandoned shortAbandoned overflowedOut calledBack sentAway lost stillThere answered10
  answered15 answered20 answered30 answered60 abandoned10 abandoned15 abandoned20 abandoned30 abandoned60
  answeredWithinThreeRings takenWithinThreeRings gaveUpInMenu gaveUpInQueue gaveUpRinging handled held contacts repeated
  votesAsked votes votesGood voteSum offers ronas ronasIgnored ronasTabFrozen ronasNoMicrophone ronasNotRegistered ronasNetwork declined unreachable
  outbound outboundAnswered`.split(/\s+/);
const durations = 'answerWaitMs talkMs holdMs wrapUpMs outboundMs longestWaitMs'.split(' ');
const figures = `
  axis ${id(10)} NOT NULL,
  startMs BIGINT NOT NULL,
  member VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  ${counts.map((name) => `${name} INT NOT NULL DEFAULT 0,`).join(' ')}
  ${durations.map((name) => `${name} BIGINT NOT NULL DEFAULT 0,`).join(' ')}
  PRIMARY KEY (axis, startMs, member)`;
const work = `
  startMs BIGINT NOT NULL,
  agentId ${id(10)} NOT NULL,
  state ${id(16)} NOT NULL,
  reason ${id(40)} NOT NULL,
  ms BIGINT NOT NULL,
  PRIMARY KEY (startMs, agentId, state, reason)`;

/** Figures by quarter of an hour and by day of the center, and the marks of what has to be counted again. */
export async function up(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE calls ADD gaveUpIn ${id(8)} NULL, ADD isVoteAsked BOOLEAN NOT NULL DEFAULT FALSE`);
  await runner.query(`UPDATE calls c SET gaveUpIn = IF(
      EXISTS (SELECT 1 FROM offers o WHERE o.callId = c.callId AND o.result = 'withdrawn' AND o.endedAtMs = c.endedAtMs),
      'ringing', IF(EXISTS (SELECT 1 FROM queue_entries e WHERE e.callId = c.callId), 'queue', 'menu'))
    WHERE outcome = 'abandoned'`);
  for (const table of ['figure_intervals', 'figure_days'])
    await runner.query(`CREATE TABLE ${table} (${figures}) ${options}`);
  for (const table of ['work_intervals', 'work_days']) await runner.query(`CREATE TABLE ${table} (${work}) ${options}`);
  await runner.query(`CREATE TABLE stale_figures (
    markId BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    startMs BIGINT NOT NULL
  ) ${options}`);
  await runner.query(`CREATE TABLE ledger_checks (
    checkedAtMs BIGINT NOT NULL PRIMARY KEY,
    fromMs BIGINT NOT NULL,
    toMs BIGINT NOT NULL,
    calls INT NOT NULL,
    entries INT NOT NULL,
    pending INT NOT NULL,
    faultCount INT NOT NULL,
    faults JSON NOT NULL
  ) ${options}`);
  await runner.query('ALTER TABLE agent_states ADD INDEX spells_by_end (toMs, fromMs, agentId, state, reason)');
  // What was written before is counted by the marks of its quarters of an hour.
  await runner.query(`INSERT INTO stale_figures (startMs)
    SELECT DISTINCT arrivedAtMs - MOD(arrivedAtMs, 900000) FROM calls
    UNION SELECT DISTINCT toMs - MOD(toMs, 900000) FROM agent_states WHERE toMs IS NOT NULL
    UNION SELECT DISTINCT fromMs - MOD(fromMs, 900000) FROM agent_states WHERE toMs IS NOT NULL`);
}

export async function down(runner: QueryRunner): Promise<void> {
  for (const table of [
    'figure_intervals',
    'figure_days',
    'work_intervals',
    'work_days',
    'stale_figures',
    'ledger_checks',
  ])
    await runner.query(`DROP TABLE ${table}`);
  await runner.query('ALTER TABLE agent_states DROP INDEX spells_by_end');
  await runner.query('ALTER TABLE calls DROP COLUMN gaveUpIn, DROP COLUMN isVoteAsked');
}
