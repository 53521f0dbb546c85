import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallDetail, CallPage } from '@sansheng/shared/contracts/records/call-records';
import type { ServiceLevelReport } from '@sansheng/shared/contracts/records/reports';
import type { LiveEvent } from '@sansheng/shared/contracts/events';
import { AccountSchema } from '@sansheng/shared/tables/people/accounts';
import { AuditSchema } from '@sansheng/shared/tables/settings/audit';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { VoicemailSchema } from '@sansheng/shared/tables/service-desk/voicemail-tasks';
import { serviceLevelNames } from '@sansheng/shared/domain/service-level';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { writeCallRecords } from '../../queue-workers/src/jobs/records/call-records/write-call-records.ts';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { abandonedCall, answeredCall } from './made-up-calls.ts';
import { startRecordsServer } from './records-server.ts';
import { aRecordsCenter, eventually, type Happening, happening, type RecordsCenter } from './records-center.ts';

type Page = z.infer<typeof CallPage>;
type Detail = z.infer<typeof CallDetail>;

const START_MS = Date.parse('2026-11-20T01:00:00Z');
const PERIOD = `from=${START_MS}&to=${START_MS + 3_600_000}`;

let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, START_MS);
  const accounts = center.db.getRepository(AccountSchema);
  const lead = await accounts.findOneByOrFail({ employeeNo: '2001' });
  await accounts.insert({ ...lead, employeeNo: '2002', teamId: 'team-b' });
  await bookTheExample();
  server = await startRecordsServer(center, ['1001', '1002', '1013', '2001', '2002', '3001', '4101']);
});
afterAll(async () => {
  await server.close();
  await center.close();
});

/**
 * 1000 answered, of them 860 within 20 s; 60 abandoned, of them 20 within 20 s, of them 10 within 5 s; and one of each
 * kind that no definition counts.
 */
async function bookTheExample(): Promise<void> {
  const calls: Happening[][] = [];
  for (let i = 0; i < 1000; i += 1)
    calls.push(answeredCall(`answered-${i}`, String(1001 + (i % 20)), i < 860 ? 9000 : 30_000));
  for (let i = 0; i < 60; i += 1) calls.push(abandonedCall(`abandoned-${i}`, i < 10 ? 3000 : i < 20 ? 10_000 : 30_000));
  for (const outcome of ['sentAway', 'lost'] as const) {
    const end = happening('call.ended', 100, outcome, { outcome, endedBy: 'center', cause: 0, why: 'unknownHotline' });
    calls.push([...abandonedCall(outcome, 100).slice(0, -1), end]);
  }
  calls.push(abandonedCall('waiting', 100).slice(0, -1));
  await center.happen(START_MS, calls.flat());
  const workers = center.startWorkers();
  await eventually(
    () => `all events are written; the workers said: ${workers.log.join('')}`,
    center.isAllWritten,
    90_000,
  );
  await workers.end('SIGTERM');
}

const get = async <T>(employeeNo: string, path: string): Promise<T> => {
  const reply = await server.as(employeeNo).get(path);
  expect(reply.status, path).toBe(200);
  return reply.body as T;
};

describe('the service level report', () => {
  it('gives the six definitions their six figures', async () => {
    const figures: Record<string, string> = {};
    for (const definition of serviceLevelNames) {
      const report = await get<ServiceLevelReport>(
        '3001',
        `/api/v1/reports/service-level?${PERIOD}&definition=${definition}`,
      );
      figures[definition] = ((report.total.serviceLevel ?? 0) * 100).toFixed(2);
    }
    expect(figures).toEqual({
      'answered-over-all': '81.13',
      'short-excluded': '81.90',
      'short-good': '82.08',
      'late-abandons-only': '82.69',
      'gone-within': '83.02',
      'answered-only': '86.00',
    });
  });

  it('counts every call once, in rows as in totals', async () => {
    const report = await get<ServiceLevelReport>('2001', `/api/v1/reports/service-level?${PERIOD}&interval=15m`);
    expect(report.total).toMatchObject({
      offered: 1063,
      answered: 1000,
      abandoned: 50,
      shortAbandoned: 10,
      sentAway: 1,
      lost: 1,
      stillThere: 1,
      answeredWithinThreshold: 860,
      answeredWithinThreeRings: 860,
      takenWithinThreeRings: 860 + 40,
      rona: 40,
      longestWaitMs: 30_000,
    });
    expect(report.rows).toMatchObject([{ intervalStartMs: START_MS, group: 'service', groupName: '综合服务' }]);
    for (const row of [...report.rows, ...report.totals, report.total]) {
      const { answered, abandoned, shortAbandoned, sentAway, lost, stillThere } = row;
      expect(answered + abandoned + shortAbandoned + sentAway + lost + stillThere).toBe(row.offered);
    }
  });

  it('counts an unanswered offer for the seat that did not answer', async () => {
    const { totals } = await get<ServiceLevelReport>(
      '3001',
      `/api/v1/reports/service-level?${PERIOD}&groupBy=agent&interval=all`,
    );
    expect(totals.find(({ group }) => group === '1003')).toMatchObject({ answered: 50, rona: 40 });
    expect(totals.find(({ group }) => group === '1001')).toMatchObject({ answered: 50, rona: 0 });
  });

  it('opens, for each figure, as many calls as it counts', async () => {
    const { total } = await get<ServiceLevelReport>('3001', `/api/v1/reports/service-level?${PERIOD}`);
    const counts: Record<string, number> = {};
    for (const figure of ['offered', 'answered', 'abandoned', 'withinThreeRings', 'withinThreshold', 'rona']) {
      counts[figure] = (await allCalls('3001', `${PERIOD}&figure=${figure}`)).length;
    }
    expect(counts).toEqual({
      offered: total.offered,
      answered: total.answered,
      abandoned: total.abandoned,
      withinThreeRings: total.answeredWithinThreeRings,
      withinThreshold: total.answeredWithinThreshold,
      rona: total.rona,
    });
  });

  it('reports that there is no mail server to send it with', async () => {
    const supervisor = server.as('3001');
    expect((await supervisor.get('/api/v1/reports/mails')).body).toEqual({ canSend: false, mails: [] });
    expect((await supervisor.send('POST', '/api/v1/reports/mails/any/send')).code).toBe('mailNotSet');
  });

  it('refuses a seat, and more intervals than a month of quarter hours', async () => {
    expect((await server.as('1001').get(`/api/v1/reports/service-level?${PERIOD}`)).code).toBe('notAllowed');
    const years = `from=0&to=${START_MS}&interval=15m`;
    expect((await server.as('3001').get(`/api/v1/reports/service-level?${years}`)).code).toBe('tooLong');
    const months = `from=${START_MS - 90 * 86_400_000}&to=${START_MS}&interval=15m`;
    expect((await server.as('3001').get(`/api/v1/reports/service-level?${months}`)).code).toBe('tooFine');
  });
});

async function allCalls(employeeNo: string, query: string): Promise<Page['calls']> {
  const calls: Page['calls'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await get<Page>(employeeNo, `/api/v1/calls?limit=200&${query}${cursor && `&cursor=${cursor}`}`);
    calls.push(...page.calls);
    cursor = page.nextCursor;
  }
  return calls;
}

describe('call records', () => {
  it('are listed page by page, each once, newest first', async () => {
    const calls = await allCalls('3001', PERIOD);
    expect(new Set(calls.map(({ callId }) => callId)).size).toBe(1063);
    expect(calls).toHaveLength(1063);
  });

  it('of others are hidden from a seat', async () => {
    const own = await allCalls('1001', PERIOD);
    expect(own).toHaveLength(50);
    expect(new Set(own.map(({ agentId }) => agentId))).toEqual(new Set(['1001']));
    const named = (
      await get<{ calls: Detail[] }>('3001', `/api/v1/calls?${PERIOD}&agent=${encodeURIComponent('陈静')}`)
    ).calls;
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named.map(({ agentId }) => agentId))).toEqual(new Set(['1001']));
    expect((await get<{ calls: Detail[] }>('3001', `/api/v1/calls?${PERIOD}&agent=%C3%9F`)).calls).toEqual([]);
    expect((await server.as('1001').get('/api/v1/calls/answered-1')).code).toBe('notYourCall');
    expect((await server.as('1001').get('/api/v1/calls/answered-0')).status).toBe(200);
    expect((await server.as('1001').get('/api/v1/calls/nothing')).code).toBe('notFound');
  });

  it('are found by number in any spelling, and their number is masked by role', async () => {
    expect(await allCalls('3001', `${PERIOD}&number=010-8888-1234`)).toHaveLength(63);
    const whole = await get<Detail>('3001', '/api/v1/calls/answered-0');
    const masked = await get<Detail>('4101', '/api/v1/calls/answered-0');
    expect(whole.callerNumber).toBe('13800138000');
    expect(masked.callerNumber).toBe('138****8000');
    expect(JSON.stringify(masked)).not.toContain('13800138000');
    expect(whole).toMatchObject({
      agentName: '陈静',
      queueName: '综合服务',
      categoryName: '账单费用',
      isComplete: true,
    });
    expect(whole.timeline.map(({ type }) => type)).toContain('call.answered');
    expect(whole.offers).toMatchObject([{ agentId: '1001', agentName: '陈静', result: 'answered' }]);
  });
});

describe('notes', () => {
  const book = async (callId: string, note: string) => {
    const events = answeredCall(callId, '1001').map(({ afterMs, ...event }, i) => ({
      ...event,
      ...(event.type === 'wrapUp.finished' && { data: { ...event.data, note } }),
      id: `${START_MS + 7_200_000}-${callId.length}${i}`,
      atMs: START_MS + 7_200_000 + afterMs,
    }));
    await writeCallRecords(center.db, events as LiveEvent[]);
  };
  let amendments = 0;
  const amend = (callId: string, note: string) =>
    writeCallRecords(center.db, [
      {
        id: `${START_MS + 9_000_000}-${(amendments += 1)}`,
        type: 'wrapUp.amended',
        atMs: START_MS + 9_000_000,
        callId,
        agentId: '1001',
        data: { categoryId: 'enquiry-bill', result: 'resolved', note },
      },
    ]);
  const found = async (employeeNo: string, note: string) =>
    (await allCalls(employeeNo, `note=${encodeURIComponent(note)}`)).map(({ callId }) => callId).sort();

  it('are found by any part of a Chinese sentence, by the beginning of a word, and by both', async () => {
    await book('note-a', '客户要求重新开具3月的账单发票，Invoice 已寄');
    await book('note-bb', '单据不全，账目待查；invoices to follow');
    expect(await found('3001', '账单发票')).toEqual(['note-a']);
    expect(await found('3001', '单')).toEqual(['note-a', 'note-bb']);
    expect(await found('3001', '票')).toEqual(['note-a']);
    expect(await found('3001', 'invoice')).toEqual(['note-a', 'note-bb']);
    expect(await found('3001', 'invoice 重新开具')).toEqual(['note-a']);
    expect(await found('3001', '开具账单')).toEqual([]);
    expect(await found('3001', '"+*()')).toEqual([]);
    // What is put right is found by what it says now, and others' calls are not.
    await amend('note-bb', '已结清');
    expect(await found('3001', '账目')).toEqual([]);
    expect(await found('3001', '结清')).toEqual(['note-bb']);
    expect(await found('1002', '结清')).toEqual([]);
    await amend('note-bb', '');
    expect(await found('3001', '结清')).toEqual([]);
  });
});

describe('the audit log', () => {
  it('is filtered by action, target and time, and its export is audited', async () => {
    const list = async (query: string) =>
      (await get<{ entries: { action: string; target: string }[] }>('3001', `/api/v1/audit?${query}`)).entries;
    expect((await list('action=signIn.')).length).toBeGreaterThanOrEqual(5);
    expect(new Set((await list('action=signIn.')).map(({ action }) => action.split('.')[0]))).toEqual(
      new Set(['signIn']),
    );
    expect(await list(`to=${START_MS - 1}`)).toEqual([]);
    expect(await list('target=nothing')).toEqual([]);
    const csv = await server.as('3001').get('/api/v1/audit-export?format=csv&action=signIn.');
    expect(csv.headers.get('content-disposition')).toContain('audit.csv');
    expect(String(csv.body).trim().split('\r\n').length).toBe((await list('action=signIn.')).length + 1);
    expect(await list('action=audit.exported')).toMatchObject([{ target: 'csv' }]);
    expect((await get<{ actions: string[] }>('3001', '/api/v1/audit-actions')).actions).toContain('audit.exported');
    expect((await server.as('2001').get('/api/v1/audit-export')).code).toBe('notAllowed');
  });
});

describe('the calls of a seat that was in some of them several times', () => {
  it('are all there, page by page, each once', async () => {
    const again = Array.from({ length: 12 }, (_one, i) => `answered-${900 + i}`);
    const legs = again.flatMap((callId) => [7, 8, 9].map((legNo) => [callId, legNo, 'seat', '1013', 'transfer', 1, 2]));
    await center.db.query('INSERT INTO legs (callId, legNo, kind, who, role, addedAtMs, answeredAtMs) VALUES ?', [
      legs,
    ]);
    await center.db.query(
      `UPDATE legs l JOIN calls c ON c.callId = l.callId SET l.arrivedAtMs = c.arrivedAtMs WHERE l.role = 'transfer'`,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page = await get<Page>('1013', `/api/v1/calls?limit=5${at}`);
      seen.push(...page.calls.map(({ callId }) => callId));
      cursor = page.nextCursor;
      expect(page.calls.length, 'only the last page may be short').toBe(cursor === null ? page.calls.length : 5);
    }
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen.filter((callId) => again.includes(callId)).sort()).toEqual(again);
    expect(seen.length).toBe((await get<{ calls: number }>('1013', `/api/v1/calls/count?${PERIOD}`)).calls);
    await center.db.query(`DELETE FROM legs WHERE role = 'transfer'`);
  });
});

describe('the list of voicemails', () => {
  it('shows those whose sound is no longer kept, and leaves out what holds none', async () => {
    const recording = {
      callId: 'answered-0',
      agentFile: '',
      customerFile: 'c.wav',
      startedAtMs: START_MS,
      callEndedAtMs: START_MS,
      path: null,
      bytes: null,
      durationMs: null,
      sha256: null,
      mediaType: null,
      deletedAtMs: null,
    };
    const states = ['deleted', 'empty', 'missing'] as const;
    for (const state of states) {
      await center.db.getRepository(RecordingSchema).insert({ ...recording, recordingId: `v-${state}`, state });
      await center.db.getRepository(VoicemailSchema).insert({
        voicemailId: `v-${state}`,
        callId: 'answered-0',
        queueId: 'service',
        callerNumber: '13800138000',
        customerId: null,
        customerName: null,
        leftAtMs: START_MS,
        state: 'new',
        takenBy: null,
        takenAtMs: null,
        doneAtMs: null,
        note: '',
      });
    }
    const { voicemails } = await get<{ voicemails: { voicemailId: string }[] }>('3001', '/api/v1/voicemails');
    expect(voicemails.map(({ voicemailId }) => voicemailId)).toEqual(['v-deleted']);
  });
});

describe('a recording', () => {
  const sound = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 256));

  beforeAll(async () => {
    await mkdir(join(center.env.RECORDING_STORE, '2026/11/20'), { recursive: true });
    await writeFile(join(center.env.RECORDING_STORE, '2026/11/20/r1.mp3'), sound);
    await center.db.getRepository(RecordingSchema).insert({
      recordingId: 'r1',
      callId: 'answered-0',
      state: 'ready',
      agentFile: 'a.wav',
      customerFile: 'c.wav',
      startedAtMs: START_MS,
      callEndedAtMs: START_MS,
      path: '2026/11/20/r1.mp3',
      bytes: sound.length,
      durationMs: 1000,
      sha256: createHash('sha256').update(sound).digest('hex'),
      mediaType: 'audio/mpeg',
      deletedAtMs: null,
    });
  });
  const plays = () => center.db.getRepository(AuditSchema).findBy({ action: 'recording.played', target: 'r1' });
  const ask = (employeeNo: string, range?: string) =>
    server.as(employeeNo).get('/api/v1/recordings/r1/audio', range === undefined ? {} : { range });

  it('is sent in ranges, and one playback is one audit entry', async () => {
    const whole = await ask('3001');
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('audio/mpeg');
    expect(whole.headers.get('cache-control')).toBe('private, no-store');
    const part = await ask('3001', 'bytes=1000-1999');
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 1000-1999/5000');
    await ask('3001', 'bytes=0-');
    expect((await ask('3001', 'bytes=9000-')).status).toBe(416);
    expect(await plays()).toMatchObject([{ employeeNo: '3001', detail: { callId: 'answered-0' } }]);
    // Playing from the middle leaves a trace as well.
    await ask('4101', 'bytes=1-');
    expect(await plays()).toHaveLength(2);
  });

  it('is open, with its comments, to the seat to which the call was transferred and to the lead of that team', async () => {
    const said = { offsetMs: 10, text: '好' };
    for (const employeeNo of ['1013', '2002']) {
      const person = server.as(employeeNo);
      expect((await person.get('/api/v1/recordings/r1/audio')).code, employeeNo).toBe('notYourCall');
      expect((await person.send('POST', '/api/v1/recordings/r1/comments', said)).code, employeeNo).toBe('notYourCall');
    }
    await center.db.query(
      `INSERT INTO legs (callId, legNo, kind, who, role, addedAtMs, answeredAtMs) VALUES ('answered-0', 9, 'seat', '1013', 'transfer', 1, 2)`,
    );
    for (const employeeNo of ['1013', '2002']) {
      const person = server.as(employeeNo);
      expect((await person.get('/api/v1/calls/answered-0')).status, employeeNo).toBe(200);
      expect((await person.get('/api/v1/recordings/r1/audio')).status, employeeNo).toBe(200);
      expect((await person.send('POST', '/api/v1/recordings/r1/comments', said)).status, employeeNo).toBe(201);
      expect((await person.get('/api/v1/recordings/r1/comments')).status, employeeNo).toBe(200);
    }
    await center.db.query(`DELETE FROM legs WHERE callId = 'answered-0' AND legNo = 9`);
    await center.db.query(`DELETE FROM audit_log WHERE action = 'recording.played' AND employeeNo IN ('1013', '2002')`);
  });

  it('is refused to another seat, without an audit entry for playback', async () => {
    expect((await ask('1002')).code).toBe('notYourCall');
    expect((await ask('1001')).status).toBe(200);
    expect((await plays()).map(({ employeeNo }) => employeeNo).sort()).toEqual(['1001', '3001', '4101']);
  });
});
