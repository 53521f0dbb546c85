import { randomBytes } from 'node:crypto';
import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import { inTransaction } from '@sansheng/shared/db';
import { TeamSchema } from '@sansheng/shared/tables/people/accounts';
import { CaseSchema } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Browser, type Reply, signedIn } from './browser.ts';
import { type Center, startCenter } from './start-center.ts';

let center: Center;
let ann: Browser;
let ben: Browser;
let benNo: string;
beforeAll(async () => {
  center = await startCenter();
  ann = await signedIn(center.url, '9001');
  benNo = await center.hire('admin');
  ben = await signedIn(center.url, benNo);
});
afterAll(() => center?.stop());

const base = '/api/v1/admin';
const newId = () => `t-${randomBytes(6).toString('hex')}`;
type Row = Record<string, unknown> & { revision: string };

const save = (browser: Browser, path: string, row: object, revision: string): Promise<Reply> =>
  browser.send('PUT', path, row, { 'if-match': `"${revision}"` });
async function entriesAbout(target: string): Promise<{ action: string; employeeNo: string }[]> {
  const { body } = await ann.get(`/api/v1/audit?target=${target}`);
  return (body as { entries: { action: string; employeeNo: string }[] }).entries;
}
const conflictOf = (reply: Reply) => (reply.body as ErrorBody).error.conflict;

describe('two people who change one setting', () => {
  it('do not overwrite each other: the second learns who was faster and the current state', async () => {
    const queueId = newId();
    const path = `${base}/queues/${queueId}`;
    const added = (await ann.send('POST', `${base}/queues`, { queueId, name: '甲', nameEn: 'A' })).body as Row;
    const changed = await save(ben, path, { ...added, priority: 9 }, added.revision);
    expect(changed.status).toBe(200);
    const late = await save(ann, path, { ...added, ringsPerOffer: 5 }, added.revision);
    expect([late.status, late.code]).toEqual([409, 'changedMeanwhile']);
    expect(conflictOf(late)).toMatchObject({
      by: { employeeNo: benNo, name: '新人', atMs: expect.any(Number) },
      now: { priority: 9, ringsPerOffer: 3, revision: (changed.body as Row).revision },
    });
    const rows = (await ann.get(`${base}/queues`)).body as Row[];
    expect(rows.find((row) => row.queueId === queueId)).toEqual(changed.body);
    // With what is now before them, it is theirs to decide.
    const again = await save(ann, path, { ...changed.body!, ringsPerOffer: 5 }, (changed.body as Row).revision);
    expect(again.body).toMatchObject({ priority: 9, ringsPerOffer: 5 });
    const gone = await ben.send('DELETE', path, undefined, { 'if-match': (changed.body as Row).revision });
    expect(gone.code).toBe('changedMeanwhile');
    expect((await ben.send('DELETE', path, undefined, { 'if-match': (again.body as Row).revision })).status).toBe(204);
  });

  it('at the same moment: one of them is refused', async () => {
    const teamId = newId();
    const added = (await ann.send('POST', `${base}/teams`, { teamId, name: '甲' })).body as Row;
    const path = `${base}/teams/${teamId}`;
    const replies = await Promise.all(
      Array.from({ length: 6 }, (_, i) => save(i % 2 ? ann : ben, path, { teamId, name: `第${i}` }, added.revision)),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await entriesAbout(teamId)).map(({ action }) => action)).toEqual(['team.changed', 'team.added']);
    await ann.send('DELETE', path);
  });

  it('do not overwrite each other in what is written as a whole', async () => {
    const queueId = newId();
    await ann.send('POST', `${base}/queues`, { queueId, name: '甲', nameEn: 'A' });
    const skillId = newId();
    await ann.send('POST', `${base}/skills`, { skillId, name: 'x', nameEn: 'x' });
    const rules = ((await ann.get(`${base}/queue-overflow`)).body as Row[]).find((row) => row.queueId === queueId);
    const room = (await ann.get(`${base}/room-settings`)).body as Row;
    const { revision: _, ...roomNow } = room;
    const wholes: [string, string, object, object][] = [
      [`${base}/queues/${queueId}/members`, '', { members: ['1001'] }, { members: ['1002'] }],
      [`${base}/accounts/1003/skills`, '', { skills: { [skillId]: 3 } }, { skills: { [skillId]: 4 } }],
      [
        `${base}/queue-overflow/${queueId}`,
        rules?.revision ?? '',
        { queueId, closed: { voicemail: true } },
        { queueId, hoursId: null, overflow: { size: { kind: 'voicemail' } } },
      ],
      [
        `${base}/room-settings`,
        room.revision,
        { ...roomNow, wallboardAddresses: ['10.0.0.1'] },
        { ...roomNow, wallboardAddresses: ['10.0.0.2'] },
      ],
    ];
    for (const [path, known, first, second] of wholes) {
      const revision = known || ((await ann.get(path)).body as Row).revision;
      const changed = await save(ben, path, first, revision);
      expect([path, changed.status]).toEqual([path, 200]);
      const late = await save(ann, path, second, revision);
      expect([path, late.code, conflictOf(late)?.by?.employeeNo]).toEqual([path, 'changedMeanwhile', benNo]);
      expect([path, conflictOf(late)?.now]).toEqual([path, changed.body]);
    }
    await ann.send('PUT', `${base}/room-settings`, roomNow);
    await ann.send('PUT', `${base}/accounts/1003/skills`, { skills: {} });
    await ann.send('DELETE', `${base}/skills/${skillId}`);
    await ann.send('DELETE', `${base}/queues/${queueId}`);
  });
});

describe('every route that changes a row', () => {
  /** Routes that need no revision, and why. */
  const without: Record<string, string> = {
    'put /api/v1/me/password': 'asks for the current one',
    'delete /api/v1/session': 'their own',
    'delete /api/v1/tokens/:tokenId': 'their own; revoking twice is revoking once',
    'delete /api/v1/phone/desk-phone': 'their own',
    'put /api/v1/messages/:messageId/read': 'their own receipt; the first time counts',
    'put /api/v1/shift-log/:noteId/taken': 'the first counts, and the reply says who it was',
    'put /api/v1/customers/:customerId': 'the body carries the revision: updatedAtMs',
    'patch /api/v1/cases/:caseNo': 'the body carries the revision: version',
    'post /api/v1/cases/:caseNo/transitions/:key': 'the body carries the revision: version',
    'post /api/v1/cases/:caseNo/extend': 'the body carries the revision: version',
    'post /api/v1/cases/:caseNo/excuses': 'of a clock that has none only; whoever is later is told',
    'post /api/v1/cases/:caseNo/excuses/take-back': 'of one that is there only; whoever is later is told',
    'post /api/v1/cases/:caseNo/notes': 'adds one',
    'post /api/v1/cases/:caseNo/attachments': 'adds one',
    'post /api/v1/case-imports/:importId/start': 'from checked only',
    'post /api/v1/case-imports/:importId/cancel': 'from checked only',
    'post /api/v1/case-acts/:key': 'the body carries the revision of each: version',
    'post /api/v1/cases/:caseNo/merge': 'the body carries the revision: version',
    'post /api/v1/cases/:caseNo/merge/undo': 'merged or not',
    'put /api/v1/cases/:caseNo/parent': 'names the one that it belongs to; both rows are locked',
    'post /api/v1/cases/:caseNo/chase': 'adds one',
    'post /api/v1/cases/:caseNo/calls': 'adds one; a call that is linked already stays so',
    'put /api/v1/case-drafts/:name': 'their own; what was typed last is kept',
    'post /api/v1/dispatch/:caseNo': 'the body carries the revision: version',
    'delete /api/v1/dispatch/:caseNo/supervision': 'supervised or not',
    'post /api/v1/outages/:caseNo/callers': 'adds one; a number that is attached already stays so',
    'post /api/v1/outages/:caseNo/callers/told': 'told or not',
    'post /api/v1/outages/:caseNo/cases': 'adds one; a case that is attached already stays so',
    'put /api/v1/admin/menus/:menuId/draft': 'the body carries the revision: draftRevision',
    'post /api/v1/admin/menus/:menuId/publish': 'the body carries the revision: draftRevision',
    'post /api/v1/admin/menus/:menuId/rollback': 'makes a new version; the earlier ones stay',
    'delete /api/v1/admin/menus/:menuId': 'refused while anything uses it; its versions stay',
    'delete /api/v1/admin/prompts/:promptId': 'refused while anything uses it',
    'delete /api/v1/admin/prompts/:promptId/:language/:version':
      'refused while anything plays it; a version never changes',
    'post /api/v1/admin/prompts/:promptId/:language/upload': 'makes a new version; the earlier ones stay',
    'post /api/v1/admin/prompts/:promptId/:language/speech': 'makes a new version; the earlier ones stay',
    'post /api/v1/admin/audit/:id/take-back': 'refused when it was changed since, unless forced',
    'delete /api/v1/admin/public-days/:year': 'a whole year, taken back or not',
    'delete /api/v1/admin/accounts/:employeeNo/lock': 'locked or not',
    'post /api/v1/admin/webhooks/:webhookId/secret': 'whoever asks wants the former one void',
    'post /api/v1/admin/notice-settings/:id/secret': 'whoever asks wants the former one void',
    'post /api/v1/admin/webhook-deliveries/:deliveryId/replay': 'delivered again or not',
    'put /api/v1/customers/:customerId/recording': 'recorded or not',
    'post /api/v1/customers/:customerId/merges': 'both files are locked; undone by one click',
    'delete /api/v1/customer-merges/:mergeId': 'undone once; fields changed since stay',
    'post /api/v1/customer-imports/:importId/start': 'from checked only',
    'post /api/v1/customer-imports/:importId/cancel': 'from checked only',
    'post /api/v1/recordings/:recordingId/comments': 'adds one',
    'delete /api/v1/recordings/:recordingId/comments/:commentId': 'their own, which nobody changes',
    'put /api/v1/calls/:callId/legal-hold': 'a hold that stands is not replaced',
    'delete /api/v1/calls/:callId/legal-hold': 'held or not',
    'post /api/v1/reports/mails/:mailId/send': 'changes nothing of it',
    'delete /api/v1/reports/views/:viewId': 'a view is never changed; mails that show it refuse',
    'put /api/v1/live/seats/:agentId/state': 'a command to a seat, which is where it is then',
    'delete /api/v1/live/seats/:agentId/wrap-up': 'a command to a seat',
    'post /api/v1/live/calls/:callId/pull': 'a command to a call; of two one wins',
    'put /api/v1/live/calls/:callId/priority': 'a command to a call; the last counts',
  };
  it('takes the revision of what its author has read, or stands here with the reason why not', () => {
    const changing = center.foundation.context.routes
      .all()
      .filter(({ method, path }) => !['get', 'post'].includes(method) || (method === 'post' && path.includes('/:')));
    const missing = changing
      .filter(({ heedsRevision }) => heedsRevision !== true)
      .map(({ method, path }) => `${method} ${path}`);
    expect(missing.toSorted()).toEqual(Object.keys(without).toSorted());
  });
});

describe('two people who do something with one thing', () => {
  it('are told apart in cases: nothing is lost, and the second learns who was faster', async () => {
    const lead = await signedIn(center.url, '2001');
    const supervisor = await signedIn(center.url, '3001');
    const opened = await lead.send('POST', '/api/v1/cases', { type: 'complaint', title: newId() });
    const { caseNo, version } = opened.body as { caseNo: string; version: number };
    const path = `/api/v1/cases/${caseNo}`;
    expect((await supervisor.send('PATCH', path, { version, title: '先到' })).status).toBe(200);
    const late = await lead.send('PATCH', path, { version, title: '后到' });
    expect([late.status, late.code, conflictOf(late)?.by?.employeeNo]).toEqual([409, 'changedMeanwhile', '3001']);
    expect(conflictOf(late)?.now).toMatchObject({ title: '先到' });
    // A note contradicts nothing.
    expect((await lead.send('POST', `${path}/notes`, { text: '记一笔' })).status).toBe(204);
    const now = (await lead.get(path)).body as { version: number };
    const taken = await Promise.all(
      [lead, supervisor].map((one) =>
        one.send('POST', `${path}/transitions/takeUp`, { version: now.version, text: '受理' }),
      ),
    );
    expect(taken.map(({ status }) => status).sort()).toEqual([204, 409]);
    const { entries } = (await lead.get(path)).body as { entries: { kind: string }[] };
    expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'edited', 'noted', 'moved']);
  });

  it('are told apart in mailed reports and in notes of hours', async () => {
    const lead = await signedIn(center.url, '2001');
    const supervisor = await signedIn(center.url, '3001');
    const view = { name: newId(), path: '/reports/figures?groupBy=queue&interval=1h' };
    const { viewId } = (await lead.send('POST', '/api/v1/reports/views', view)).body as { viewId: string };
    const mail = {
      name: newId(),
      viewIds: [viewId],
      rhythm: 'daily',
      hour: 8,
      recipients: ['a@center.example'],
      language: 'zh',
    };
    const added = await supervisor.send('POST', '/api/v1/reports/mails', mail);
    const { mailId, revision } = added.body as Row & { mailId: string };
    const path = `/api/v1/reports/mails/${mailId}`;
    expect((await save(ann, path, { ...mail, hour: 9 }, revision)).status).toBe(200);
    const late = await save(supervisor, path, { ...mail, name: '改了' }, revision);
    expect([late.code, conflictOf(late)?.by?.employeeNo, conflictOf(late)?.now.hour]).toEqual([
      'changedMeanwhile',
      '9001',
      9,
    ]);
    const gone = await supervisor.send('DELETE', path, undefined, { 'if-match': `"${revision}"` });
    expect(gone.code).toBe('changedMeanwhile');
    await supervisor.send('DELETE', path);

    const startMs = 1_763_704_800_000;
    const ofHour = `/api/v1/reports/notes/${startMs}`;
    const read = async () =>
      (await lead.get(`/api/v1/reports/notes?from=${startMs}&to=${startMs + 1}`)).body as {
        notes: Row[];
        unwritten: string;
      };
    await lead.send('PUT', ofHour, { note: '' });
    const { unwritten } = await read();
    expect((await save(lead, ofHour, { note: '停电' }, unwritten)).status).toBe(204);
    const second = await save(supervisor, ofHour, { note: '大促' }, unwritten);
    expect([second.code, conflictOf(second)?.by?.employeeNo, conflictOf(second)?.now.note]).toEqual([
      'changedMeanwhile',
      '2001',
      '停电',
    ]);
    expect((await save(supervisor, ofHour, { note: '' }, (await read()).notes[0]?.revision ?? '')).status).toBe(204);
  });

  it('are told apart in call-backs and messages of callers, and a lead gives back what nobody finishes', async () => {
    const { db } = center.foundation.context;
    const callId = newId();
    const at = { sinceMs: 1, waitedMs: 1000, isShort: false, tries: 0 };
    await db.query(
      `INSERT INTO callbacks (callId, kind, state, queueId, hotline, number, sinceMs, waitedMs, isShort, tries, note)
       VALUES (?, 'abandoned', 'open', 'service', '4000', '13800138000', ?, ?, ?, ?, '')`,
      [callId, at.sinceMs, at.waitedMs, at.isShort, at.tries],
    );
    const [one, other, lead] = await Promise.all(['1001', '1002', '2001'].map((no) => signedIn(center.url, no)));
    const act = (who: Browser | undefined, name: string, revision?: string) =>
      (who as Browser).send(
        'POST',
        `/api/v1/callbacks/${callId}/${name}`,
        name === 'result' ? { result: 'reached' } : {},
        revision === undefined ? {} : { 'if-match': `"${revision}"` },
      );
    const claims = await Promise.all([act(one, 'claim'), act(other, 'claim')]);
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = claims[0]?.status === 200 ? claims : [claims[1], claims[0]];
    const [winner, loser] = won === claims[0] ? ['1001', other] : ['1002', one];
    expect(conflictOf(lost as Reply)).toMatchObject({
      by: { employeeNo: winner },
      now: { claimedBy: winner, may: { claim: false, release: false, settle: false } },
    });
    const { revision, may } = (won as Reply).body as Row;
    expect(may).toEqual({ claim: false, release: true, settle: true });
    expect((await act(lead, 'release', revision)).status).toBe(200);
    expect((await act(loser, 'release', revision)).code, 'it is no longer what they have read').toBe(
      'changedMeanwhile',
    );
    expect((await act(loser, 'claim')).body).toMatchObject({ may: { settle: true } });
    expect((await act(loser, 'claim')).status, 'theirs already').toBe(200);
    expect((await act(loser, 'result')).body).toMatchObject({ state: 'done', may: { claim: false, settle: false } });
    await db.query('DELETE FROM callbacks WHERE callId = ?', [callId]);
  });
});

describe('a save without a change', () => {
  it('leaves no entry in the log', async () => {
    const queueId = newId();
    const queue = { queueId, name: '甲', nameEn: 'A' };
    await ann.send('POST', `${base}/queues`, queue);
    const members = { members: ['1001', '1002'] };
    for (let i = 0; i < 2; i += 1) {
      expect((await ann.send('PUT', `${base}/queues/${queueId}`, queue)).status).toBe(200);
      expect((await ann.send('PUT', `${base}/queues/${queueId}/members`, members)).status).toBe(200);
      expect((await ann.send('DELETE', `${base}/queues/${queueId}`)).status).toBe(204);
      if (i === 0) await ann.send('PUT', `${base}/queues/${queueId}`, queue);
    }
    expect((await entriesAbout(queueId)).map(({ action }) => action)).toEqual([
      'queue.deactivated',
      'queue.changed',
      'queue.deactivated',
      'queue.membersChanged',
      'queue.added',
    ]);
  });
});

describe('a change that cannot be audited', () => {
  it('is not made', async () => {
    const { db } = center.foundation.context;
    const [teamId, queueId, promptId, menuId] = [newId(), newId(), newId(), newId()];
    await ann.send('POST', `${base}/queues`, { queueId, name: '甲', nameEn: 'A' });
    await ann.send('POST', `${base}/menus`, { menuId, name: '甲', nameEn: 'A', fallbackQueueId: queueId });
    const { draft: tree } = (await ann.get(`${base}/menus/${menuId}`)).body as { draft: object };
    const tries: [string, string, object][] = [
      ['POST', `${base}/teams`, { teamId, name: '甲' }],
      ['PUT', `${base}/queues/${queueId}`, { queueId, name: '乙', nameEn: 'B' }],
      ['PUT', `${base}/queues/${queueId}/members`, { members: ['1001'] }],
      ['POST', `${base}/prompts`, { promptId, name: '甲', nameEn: 'A' }],
      ['PUT', `${base}/menus/${menuId}/draft`, { draftRevision: 1, name: '乙', nameEn: 'B', tree }],
      ['DELETE', `${base}/menus/${menuId}`, {}],
    ];
    const state = async () => [
      (await ann.get(`${base}/teams`)).body,
      (await ann.get(`${base}/queues`)).body,
      (await ann.get(`${base}/queues/${queueId}/members`)).body,
      (await ann.get(`${base}/prompts`)).body,
      (await ann.get(`${base}/menus/${menuId}`)).body,
    ];
    const before = await state();
    await db.query('RENAME TABLE audit_log TO audit_log_away');
    try {
      for (const [method, path, body] of tries) {
        expect([path, (await ann.send(method, path, body)).status]).toEqual([path, 500]);
      }
    } finally {
      await db.query('RENAME TABLE audit_log_away TO audit_log');
    }
    expect(await state()).toEqual(before);
    await ann.send('DELETE', `${base}/menus/${menuId}`);
    await ann.send('DELETE', `${base}/queues/${queueId}`);
  });
});

describe('many at once', () => {
  it('wait for each other where they write the same rows, and none is refused because of a deadlock', async () => {
    const admin = await signedIn(center.url, '9001');
    const year = 1971;
    const days = (day: number) => ({ days: [{ name: `第 ${day} 天`, date: `${year}-01-0${day}`, isOffDay: true }] });
    const replies = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((day) => admin.send('POST', '/api/v1/admin/public-days', days(day))),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await admin.send('DELETE', `/api/v1/admin/public-days/${year}`)).status).toBeLessThan(300);
  });

  it('are done again when the database ended them to break a deadlock', async () => {
    const { db } = center.foundation.context;
    const lead = await signedIn(center.url, '2001');
    const opening = await lead.send('POST', '/api/v1/cases', { type: 'complaint', title: newId() });
    const { caseId, caseNo } = opening.body as { caseId: string; caseNo: string };
    const noting = await db.transaction(async (holder) => {
      await makeHeavy(holder);
      // Nobody adds to the log now, so the note holds the case and waits for the log.
      await holder.query('SELECT auditId FROM audit_log ORDER BY auditId DESC LIMIT 1 FOR UPDATE');
      const note = lead.send('POST', `/api/v1/cases/${caseNo}/notes`, { text: '记一笔' });
      await waitsFor('INSERT INTO `audit_log`');
      // Comes through only because the database undoes what holds the case.
      await holder.update(CaseSchema, { caseId }, { title: '别人在写' });
      return [note] as const;
    });
    expect((await noting[0]).status).toBe(204);
    const { body } = await lead.get(`/api/v1/cases/${caseNo}`);
    expect(body).toMatchObject({ title: '别人在写' });
    expect((body as { entries: unknown[] }).entries).toHaveLength(2);
  });

  it('are done again when they waited too long for a row', async () => {
    const { db } = center.foundation.context;
    const teamId = newId();
    await db.getRepository(TeamSchema).insert({ teamId, name: '甲' });
    let tries = 0;
    const held = Promise.withResolvers<void>();
    const enough = Promise.withResolvers<void>();
    const holding = db.transaction(async (holder) => {
      await holder.update(TeamSchema, { teamId }, { name: '乙' });
      held.resolve();
      await enough.promise;
    });
    await held.promise;
    await inTransaction(db, async (into) => {
      tries += 1;
      if (tries === 2) enough.resolve();
      await into.query('SET innodb_lock_wait_timeout = 1');
      await into.update(TeamSchema, { teamId }, { name: '丙' });
    });
    await holding;
    expect(tries).toBe(2);
    expect(await db.getRepository(TeamSchema).findOneBy({ teamId })).toMatchObject({ name: '丙' });
    await db.getRepository(TeamSchema).delete({ teamId });
  });
});

/** When two transactions deadlock, the database ends the one that has written less. */
async function makeHeavy(holder: EntityManager): Promise<void> {
  await holder.query('INSERT INTO stale_figures (startMs) VALUES ?', [Array.from({ length: 200 }, () => [0])]);
  await holder.query('DELETE FROM stale_figures WHERE startMs = 0');
}
/** Until a statement that begins so is under way, which here is: waits for a row. */
async function waitsFor(statement: string): Promise<void> {
  const find = (): Promise<unknown[]> =>
    center.foundation.context.db.query(
      "SELECT 1 FROM information_schema.PROCESSLIST WHERE COMMAND = 'Query' AND INFO LIKE ?",
      [`${statement}%`],
    );
  await eventually(async () => (await find()).length > 0, { what: `${statement} to wait` });
}
