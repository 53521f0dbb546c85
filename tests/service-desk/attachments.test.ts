import { createHash } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorBody } from '@sansheng/shared/contracts/errors';
import { findBrokenEntry } from '@sansheng/shared/db';
import { readZipDirectory } from '@sansheng/shared/zip';
import { CaseEventSchema } from '@sansheng/shared/tables/service-desk/cases';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepAttachments } from '../../queue-workers/src/jobs/service-desk/cases/sweep-attachments.job.ts';
import type { WorkerContext } from '../../queue-workers/src/worker-context.ts';
import { ACCOUNTANT, aServiceDesk, FINANCE, type ServiceDesk, WORKER } from './a-service-desk.ts';

let desk: ServiceDesk;
beforeAll(async () => {
  desk = await aServiceDesk();
});
afterAll(() => desk?.close());

const open = () => desk.open('1001', { type: 'complaint', title: '账单金额有异议' });
/** The file is the body, as the page sends it. */
async function attach(who: string, caseNo: string, name: string, file: Buffer, visibility = 'internal') {
  const { cookie, csrfToken } = desk.server.as(who);
  const path = `/cases/${caseNo}/attachments?name=${encodeURIComponent(name)}&visibility=${visibility}`;
  const sent = await fetch(`${desk.server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(file),
  });
  return { status: sent.status, body: (await sent.json()) as Record<string, unknown> & ErrorBody };
}
const jpeg = Buffer.from('\xff\xd8\xff\xe0 a picture of a bill', 'latin1');
const stored = async () => {
  const paths: string[] = [];
  for await (const { path } of desk.center.recordingStore.list('cases/')) paths.push(path);
  return paths.toSorted();
};
async function keptOf(caseNo: string) {
  const { entries } = await desk.find('3001', caseNo);
  return entries.filter(({ kind }) => kind === 'attached').map(({ data }) => data.name);
}

it('is told by its bytes, kept beside the recordings, shown in the history and saved again as it was', async () => {
  const { caseNo, caseId } = await open();
  const { status, body } = await attach('1001', caseNo, '<账单>.svg', jpeg);
  expect([status, body.mediaType, body.sha256]).toEqual([
    201,
    'image/jpeg',
    createHash('sha256').update(jpeg).digest('hex'),
  ]);
  const path = `/cases/${caseNo}/attachments/${String(body.attachmentId)}`;
  const saved = await desk.reply('6001', 'GET', path);
  expect([saved.status, saved.body]).toEqual([200, jpeg.toString('utf8')]);
  expect(Object.fromEntries(saved.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('<账单>.svg')}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(await keptOf(caseNo)).toEqual(['<账单>.svg']);
  const entries = await desk.db.getRepository(CaseEventSchema).find({ where: { caseId }, order: { seq: 'ASC' } });
  expect(findBrokenEntry(entries)).toBeNull();
  const audited: { action: string }[] = await desk.db.query(
    `SELECT action FROM audit_log WHERE target = ? AND action IN ('cases.attached', 'cases.downloaded') ORDER BY auditId`,
    [caseId],
  );
  expect(audited.map(({ action }) => action)).toEqual(['cases.attached', 'cases.downloaded']);
});

it.each<[why: string, name: string, file: Buffer, code: string]>([
  ['a drawing that calls itself a photo', 'photo.jpg', Buffer.from('<svg onload="alert(1)"/>'), 'fileIsMarkup'],
  ['a page', 'bill.pdf', Buffer.from('<!doctype html><script>alert(1)</script>'), 'fileIsMarkup'],
  ['a program', 'bill.pdf', Buffer.from('MZ\x90\0\x03\0', 'latin1'), 'fileTypeRefused'],
  ['nothing', 'bill.txt', Buffer.alloc(0), 'badRequest'],
  ['too much', 'bill.txt', Buffer.alloc(20_000_001, 'x'), 'tooLarge'],
])('is refused, and nothing of it stays: %s', async (_, name, file, code) => {
  const { caseNo } = await open();
  const before = await stored();
  const { body } = await attach('1001', caseNo, name, file);
  expect([body.error.code, body.error.field]).toEqual([code, 'file']);
  expect([await stored(), await keptOf(caseNo)]).toEqual([before, []]);
});

it('is the twentieth at most, also when several come at once', async () => {
  const { caseNo } = await open();
  for (let n = 0; n < 17; n += 1) expect((await attach('1001', caseNo, `${n}.jpg`, jpeg)).status).toBe(201);
  const before = (await stored()).length;
  const last = await Promise.all([1, 2, 3, 4, 5].map((n) => attach('1001', caseNo, `last-${n}.jpg`, jpeg)));
  expect(last.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409]);
  expect(await keptOf(caseNo)).toHaveLength(20);
  expect((await stored()).length).toBe(before + 3);
});

it('is saved and runs nothing, also one that was taken before drawings were refused', async () => {
  const { caseNo, caseId } = await open();
  const { body } = await attach('1001', caseNo, 'photo.jpg', jpeg);
  const attachmentId = String(body.attachmentId);
  const drawing = join(desk.center.env.RECORDING_STORE, `cases/${caseId}/${attachmentId}`);
  await writeFile(drawing, '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  await desk.db.query(`UPDATE case_attachments SET mediaType = 'image/svg+xml' WHERE attachmentId = ?`, [attachmentId]);
  const { headers } = await desk.reply('6001', 'GET', `/cases/${caseNo}/attachments/${attachmentId}`);
  expect(headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(headers.get('content-security-policy')).toContain('sandbox');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('that was left by a server that died is removed after a day; what a case knows stays', async () => {
  const { caseNo, caseId } = await open();
  const { body } = await attach('1001', caseNo, 'kept.jpg', jpeg);
  const kept = `cases/${caseId}/${String(body.attachmentId)}`;
  const { recordingStore, env, db } = desk.center;
  const [old, young] = [`cases/${caseId}/left-over`, `cases/${caseId}/just-uploaded`];
  const local = join(env.RECORDING_STORE, kept);
  for (const path of [old, young]) await recordingStore.put(path, local);
  const before = new Date(Date.now() - 25 * 3_600_000);
  for (const path of [kept, old]) await utimes(join(env.RECORDING_STORE, path), before, before);
  await sweepAttachments({ db, recordingStore, log: pino({ level: 'silent' }) } as unknown as WorkerContext);
  const paths = await stored();
  expect([kept, old, young].map((path) => paths.includes(path))).toEqual([true, false, true]);
  await recordingStore.remove(young);
});

it('is read by those who read its entry, and is not there for anybody else', async () => {
  const { caseNo } = await open();
  await desk.act('6001', caseNo, 'takeUp');
  await desk.act('6001', caseNo, 'dispatch', { fields: { department: FINANCE } });
  const inside = await attach('1001', caseNo, 'inside.jpg', jpeg);
  const theirs = await attach(ACCOUNTANT, caseNo, 'theirs.jpg', jpeg, 'department');
  const secret = await attach('6001', caseNo, 'secret.jpg', jpeg, 'restricted');
  const status = async (who: string, of: typeof inside) =>
    (await desk.reply(who, 'GET', `/cases/${caseNo}/attachments/${String(of.body.attachmentId)}`)).status;
  expect(await Promise.all([inside, theirs, secret].map((of) => status(ACCOUNTANT, of)))).toEqual([404, 200, 404]);
  expect(await Promise.all([inside, theirs, secret].map((of) => status('1001', of)))).toEqual([200, 200, 404]);
  expect(await Promise.all([inside, theirs, secret].map((of) => status(WORKER, of)))).toEqual([404, 404, 404]);
  expect((await attach(ACCOUNTANT, caseNo, 'x.jpg', jpeg, 'internal')).body.error.code).toBe('notAllowed');
  expect((await attach(WORKER, caseNo, 'x.jpg', jpeg, 'department')).body.error.code).toBe('notFound');
  const other = await open();
  expect(
    await desk.refused('3001', 'GET', `/cases/${other.caseNo}/attachments/${String(inside.body.attachmentId)}`),
  ).toEqual(['notFound', undefined]);
});

it('goes into the evidence pack with the proof of what happened, for those who read all of it and say why', async () => {
  const { caseNo, caseId } = await open();
  await attach('1001', caseNo, '账单.jpg', jpeg);
  const path = `/cases/${caseNo}/evidence`;
  expect(await desk.refused('3001', 'GET', path)).toEqual(['badRequest', 'reason']);
  for (const who of ['1001', '2001', ACCOUNTANT, '9001'])
    expect([who, ...(await desk.refused(who, 'GET', `${path}?reason=x`))]).toEqual([who, 'notAllowed', undefined]);

  const { cookie } = desk.server.as('6001');
  const reason = encodeURIComponent('监管调阅');
  const reply = await fetch(`${desk.server.url}/api/v1${path}?reason=${reason}`, { headers: { cookie } });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const pack = Buffer.from(await reply.arrayBuffer());
  const files = new Map(
    readZipDirectory(pack).entries.map(({ name, dataAt, unpacked }) => [
      name,
      pack.subarray(dataAt, dataAt + unpacked),
    ]),
  );
  const manifest = files.get('manifest.json') ?? Buffer.alloc(0);
  const { chain, files: named } = JSON.parse(manifest.toString()) as {
    chain: object;
    files: { name: string; sha256: string }[];
  };
  expect(chain).toMatchObject({ isWhole: true, entries: 2 });
  const sha256Of = (file: Buffer | undefined) =>
    createHash('sha256')
      .update(file ?? '')
      .digest('hex');
  expect(named.map(({ name, sha256 }) => [name, sha256])).toEqual(
    [...files].filter(([name]) => name !== 'manifest.json').map(([name, file]) => [name, sha256Of(file)]),
  );
  expect(files.get(named.at(-1)?.name ?? '')?.equals(jpeg)).toBe(true);
  const audited = (await desk.db.query(
    `SELECT employeeNo, detail FROM audit_log WHERE target = ? AND action = 'caseEvidence.exported'`,
    [caseId],
  )) as { employeeNo: string; detail: Record<string, unknown> }[];
  expect(audited).toMatchObject([
    { employeeNo: '6001', detail: { reason: '监管调阅', manifestSha256: sha256Of(manifest) } },
  ]);
});
