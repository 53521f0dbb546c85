import type { QueryRunner } from 'typeorm';
import type { CaseType } from '../contracts/service-desk/case-types.ts';
import { FIRST_HASH, hashOfEntry } from '../db/case-hash.ts';
import { caseNumber } from '../domain/cases/case-number.ts';
import { shippedCaseTypes } from '../domain/cases/types/index.ts';
import { centerClock } from '../domain/center-day.ts';
import { wordsOfNote } from '../domain/note-words.ts';

const id = (length: number) => `VARCHAR(${length}) CHARACTER SET ascii COLLATE ascii_bin`;
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC';

/** What a kind of matters becomes; a promised call back waits where a memo is answered and the customer is to be called. */
const typeOfKind = {
  complaint: { type: 'complaint' },
  workOrder: { type: 'workOrder' },
  callback: { type: 'memo', step: 'reviewed' },
  memo: { type: 'memo' },
  enquiry: { type: 'enquiry' },
} as const;
const AT_ONCE = 500;
/** Numbers have the day of the center; no center of another zone has had matters. */
const clock = centerClock('Asia/Shanghai');

interface Matter {
  matterId: string;
  customerId: string;
  kind: keyof typeof typeOfKind;
  title: string;
  status: 'open' | 'closed';
  openedAtMs: number | string;
  dueAtMs: number | string | null;
  ownerId: string | null;
  callId: string | null;
  closedAtMs: number | string | null;
  customerName: string | null;
  tier: string | null;
  number: string | null;
}
interface Note {
  matterId: string;
  kind: 'opened' | 'noted' | 'changed' | 'handedOver' | 'closed' | 'reopened';
  text: string;
  atMs: number | string;
  employeeNo: string;
  toId: string | null;
}

/** Matters were what cases are now, without steps. They keep their ids, their history becomes entries. */
export async function up(runner: QueryRunner): Promise<void> {
  const types = shippedCaseTypes();
  const [{ nowMs }] = (await runner.query('SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS nowMs')) as [
    { nowMs: number | string },
  ];
  for (let after = ''; ; ) {
    const matters = (await runner.query(
      `SELECT m.*, c.name AS customerName, c.tier, (SELECT n.e164 FROM customer_numbers n
         WHERE n.customerId = m.customerId ORDER BY n.position, n.e164 LIMIT 1) AS number
       FROM matters m LEFT JOIN customers c ON c.customerId = m.customerId
       WHERE m.matterId > ? ORDER BY m.matterId LIMIT ${AT_ONCE}`,
      [after],
    )) as Matter[];
    const last = matters.at(-1);
    if (last === undefined) break;
    after = last.matterId;
    const notes = Map.groupBy(
      (await runner.query('SELECT * FROM matter_notes WHERE matterId IN (?) ORDER BY atMs, noteId', [
        matters.map(({ matterId }) => matterId),
      ])) as Note[],
      ({ matterId }) => matterId,
    );
    for (const matter of matters)
      await moveMatter(runner, types, matter, notes.get(matter.matterId) ?? [], Number(nowMs));
  }
  await runner.query(`UPDATE customer_merges SET moved =
    JSON_REMOVE(JSON_SET(moved, '$.cases',
      JSON_MERGE_PRESERVE(COALESCE(JSON_EXTRACT(moved, '$.cases'), JSON_ARRAY()), JSON_EXTRACT(moved, '$.matters'))),
      '$.matters')
    WHERE JSON_CONTAINS_PATH(moved, 'one', '$.matters')`);
  await runner.query(`UPDATE webhooks SET kinds = REPLACE(kinds, '"matter.opened"', '"case.opened"')`);
  await runner.query('ALTER TABLE messages DROP COLUMN matterId');
  await runner.query('DROP TABLE matter_notes');
  await runner.query('DROP TABLE matters');
}

/** The tables as they were, and empty: cases have no way back to be matters. */
export async function down(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE matters (
      matterId ${id(40)} NOT NULL PRIMARY KEY,
      customerId ${id(40)} NOT NULL,
      kind ${id(16)} NOT NULL,
      title VARCHAR(128) NOT NULL,
      status ${id(16)} NOT NULL,
      openedAtMs BIGINT NOT NULL,
      dueAtMs BIGINT NULL,
      ownerId ${id(10)} NULL,
      callId ${id(64)} NULL,
      closedAtMs BIGINT NULL,
      INDEX matters_of_customer (customerId, status, openedAtMs),
      INDEX matters_of_owner (ownerId, status, dueAtMs),
      INDEX matters_by_status (status, dueAtMs),
      INDEX matters_of_call (callId)
    ) ${options}`);
  await runner.query(`CREATE TABLE matter_notes (
      noteId ${id(40)} NOT NULL PRIMARY KEY,
      matterId ${id(40)} NOT NULL,
      kind ${id(16)} NOT NULL,
      text VARCHAR(2000) NOT NULL,
      atMs BIGINT NOT NULL,
      employeeNo ${id(10)} NOT NULL,
      toId ${id(10)} NULL,
      INDEX notes_of_matter (matterId, atMs)
    ) ${options}`);
  await runner.query(`ALTER TABLE messages ADD COLUMN matterId ${id(40)} NULL`);
}

async function moveMatter(
  runner: QueryRunner,
  types: readonly CaseType[],
  matter: Matter,
  notes: Note[],
  nowMs: number,
): Promise<void> {
  const { matterId: caseId, customerId, title, ownerId, callId } = matter;
  const { type: typeKey, ...at } = typeOfKind[matter.kind];
  const type = types.find(({ key }) => key === typeKey) as CaseType;
  const openStep = 'step' in at ? at.step : (type.steps[0]?.key ?? '');
  const closedStep = type.steps.find(({ state }) => state === 'closed')?.key ?? openStep;
  const isOpen = matter.status === 'open';
  const [openedAtMs, dueAtMs, closedAtMs] = [Number(matter.openedAtMs), ms(matter.dueAtMs), ms(matter.closedAtMs)];
  const firstOwnerId = notes.find(({ kind }) => kind === 'opened')?.employeeNo ?? ownerId ?? '';
  const entries = chain(caseId, entriesOf(type, { openStep, closedStep }, matter, notes, firstOwnerId));
  const end = entries.at(-1) as Chained;
  const caseNo = await nextNumber(runner, type.prefix, openedAtMs);
  await insert(runner, 'cases', {
    caseId,
    caseNo,
    numberEnd: caseNo.slice(-4),
    typeKey,
    typeVersion: type.version,
    stepKey: isOpen ? openStep : closedStep,
    state: matter.status,
    round: 1,
    grade: 'ordinary',
    channel: 'call',
    isDifficult: false,
    tier: matter.tier,
    customerId,
    contactName: matter.customerName ?? '',
    contactNumber: matter.number ?? '',
    callId,
    title,
    fields: '{}',
    assigneeId: ownerId,
    firstOwnerId,
    returns: 0,
    reworks: 0,
    reopenings: 0,
    chases: 0,
    openedAtMs,
    stepSinceMs: isOpen ? openedAtMs : (closedAtMs ?? openedAtMs),
    settledAtMs: closedAtMs,
    closedAtMs,
    nextDueAtMs: isOpen ? dueAtMs : null,
    nextDueClock: isOpen && dueAtMs !== null ? type.wholeClock : null,
    version: 1,
    lastSeq: end.seq,
    lastHash: end.hash,
  });
  for (const entry of entries) await insert(runner, 'case_events', { ...entry, data: JSON.stringify(entry.data) });
  if (dueAtMs !== null)
    await insert(runner, 'case_clocks', { caseId, ...clockOf(type, { openedAtMs, dueAtMs, closedAtMs, nowMs }) });
  if (callId !== null)
    await insert(runner, 'case_links', { caseId, kind: 'call', ref: callId, atMs: openedAtMs, byId: firstOwnerId });
  await insert(runner, 'case_words', {
    caseId,
    words: wordsOfNote(`${title}\n${matter.customerName ?? ''}`),
    innerWords: wordsOfNote(notes.map(({ text }) => text).join('\n')).slice(0, 60_000),
  });
}

interface Entry {
  atMs: number;
  kind: string;
  byId: string;
  transition: string | null;
  fromStep: string | null;
  toStep: string | null;
  visibility: string;
  text: string;
  data: Record<string, unknown>;
}
type Chained = Entry & { caseId: string; seq: number; prevHash: string; hash: string };

/** Each note is an entry; a matter without any was opened by its owner. */
function entriesOf(
  type: CaseType,
  { openStep, closedStep }: { openStep: string; closedStep: string },
  { title, ownerId, openedAtMs }: Matter,
  notes: readonly Note[],
  firstOwnerId: string,
): Entry[] {
  const by = (note: Pick<Note, 'atMs' | 'employeeNo' | 'text'>, kind: string, more: Partial<Entry> = {}): Entry => ({
    atMs: Number(note.atMs),
    kind,
    byId: note.employeeNo,
    transition: null,
    fromStep: null,
    toStep: null,
    visibility: 'internal',
    text: note.text,
    data: {},
    ...more,
  });
  const leading = (from: string, to: string) =>
    type.transitions.find((one) => one.from.includes(from) && one.to === to)?.key ??
    type.transitions.find((one) => one.to === to)?.key ??
    null;
  let owner = notes.find(({ kind }) => kind === 'opened')?.employeeNo ?? ownerId;
  const entries = notes.map((note, nth) => {
    switch (note.kind) {
      case 'opened':
        return by(note, 'opened', { toStep: openStep });
      case 'noted':
        return by(note, 'noted');
      case 'changed': {
        // Its text is the title before, where that changed.
        const later = notes.slice(nth + 1).find(({ kind, text }) => kind === 'changed' && text !== '')?.text ?? title;
        const changed = note.text === '' ? {} : { changed: { title: { before: note.text, after: later } } };
        return by(note, 'edited', { text: '', data: changed });
      }
      case 'handedOver': {
        const before = owner;
        owner = note.toId;
        return by(note, 'edited', { data: { changed: { assigneeId: { before, after: note.toId } } } });
      }
      case 'closed':
        return by(note, 'moved', {
          transition: leading(openStep, closedStep),
          fromStep: openStep,
          toStep: closedStep,
        });
      case 'reopened':
        return by(note, 'moved', {
          transition: leading(closedStep, openStep),
          fromStep: closedStep,
          toStep: openStep,
        });
    }
  });
  if (notes[0]?.kind === 'opened') return entries;
  const opening = { atMs: openedAtMs, employeeNo: firstOwnerId, text: '' };
  return [by(opening, 'opened', { toStep: openStep }), ...entries];
}

function chain(caseId: string, entries: readonly Entry[]): Chained[] {
  let prevHash = FIRST_HASH;
  return entries.map((entry, nth) => {
    const whole = { ...entry, caseId, seq: nth + 1, prevHash };
    const hash = hashOfEntry(whole as never);
    prevHash = hash;
    return { ...whole, hash };
  });
}

/** A time that was promised by hand. Of one that is over already nobody is told again. */
function clockOf(
  type: CaseType,
  {
    openedAtMs,
    dueAtMs,
    closedAtMs,
    nowMs,
  }: { openedAtMs: number; dueAtMs: number; closedAtMs: number | null; nowMs: number },
) {
  const rule = type.clocks.find(({ key }) => key === type.wholeClock);
  const isLate = dueAtMs < (closedAtMs ?? nowMs);
  const isRunning = closedAtMs === null;
  return {
    clockKey: type.wholeClock,
    round: 1,
    startedAtMs: openedAtMs,
    measure: JSON.stringify({ kind: 'at', atMs: dueAtMs }),
    calendarId: rule?.calendarId,
    state: isLate ? 'missed' : isRunning ? 'running' : 'kept',
    dueAtMs,
    isProvisional: false,
    isGrace: false,
    pauses: '[]',
    stoppedAtMs: closedAtMs,
    levelsDone: JSON.stringify(isLate ? (rule?.levels ?? []).map(({ key }) => `${key}@${dueAtMs}`) : []),
    nextActAtMs: isRunning && !isLate ? nowMs : null,
  };
}

async function nextNumber(runner: QueryRunner, prefix: string, atMs: number): Promise<string> {
  const day = clock.dateOf(atMs);
  await runner.query(
    `INSERT INTO case_counters (prefix, day, lastNumber) VALUES (?, ?, 1)
     ON DUPLICATE KEY UPDATE lastNumber = lastNumber + 1`,
    [prefix, day],
  );
  const [{ lastNumber }] = (await runner.query('SELECT lastNumber FROM case_counters WHERE prefix = ? AND day = ?', [
    prefix,
    day,
  ])) as [{ lastNumber: number | string }];
  return caseNumber(prefix, day, Number(lastNumber));
}

async function insert(runner: QueryRunner, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  await runner.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    Object.values(row),
  );
}

const ms = (value: number | string | null): number | null => (value === null ? null : Number(value));
