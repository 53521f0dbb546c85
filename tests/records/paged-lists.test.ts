import { CallbackSchema } from '@sansheng/shared/tables/service-desk/call-back-list';
import { RecordingSchema } from '@sansheng/shared/tables/records/recordings';
import { VoicemailSchema } from '@sansheng/shared/tables/service-desk/voicemail-tasks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedDemonstration } from '../../queue-workers/src/seed/seed-demonstration.ts';
import { aCallback, aVoicemail } from './made-up-tasks.ts';
import { aRecordsCenter, type RecordsCenter } from './records-center.ts';
import { startRecordsServer } from './records-server.ts';

const T0 = 1_760_000_000_000;
let center: RecordsCenter;
let server: Awaited<ReturnType<typeof startRecordsServer>>;

beforeAll(async () => {
  center = await aRecordsCenter();
  await seedDemonstration(center.db, Date.now());
  for (const table of ['callbacks', 'voicemails']) await center.db.query(`DELETE FROM ${table}`);
  server = await startRecordsServer(center, ['3001']);
});
afterAll(async () => {
  await server.close();
  await center.close();
});

type Page = { nextCursor: string | null } & Record<string, Record<string, unknown>[]>;
/** All pages of a list, one after another; `between` runs after the first. */
async function walk(path: string, rows: string, between = async () => {}): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const reply = await server
      .as('3001')
      .get(`/api/v1${path}${path.includes('?') ? '&' : '?'}limit=3${cursor && `&cursor=${cursor}`}`);
    expect(reply.status).toBe(200);
    const page = reply.body as Page;
    expect((page[rows] ?? []).length).toBeLessThanOrEqual(3);
    all.push(...(page[rows] ?? []));
    if (cursor === '') await between();
    cursor = page.nextCursor;
  }
  return all;
}
const idsOf = (rows: Record<string, unknown>[], id: string) => rows.map((row) => row[id]);

it('walks the call-back list: each entry once, also of one moment, and while others come and go', async () => {
  // Four of one moment lie across the end of a page.
  const times = [1, 2, 2, 2, 2, 3, 4, 5];
  await center.db
    .getRepository(CallbackSchema)
    .insert(times.map((at, i) => aCallback({ callId: `cb-${i}`, sinceMs: T0 + at })));
  const ids = times.map((_, i) => `cb-${i}`);
  expect(idsOf(await walk('/callbacks', 'callbacks'), 'callId')).toEqual(ids);
  const settles = async () => {
    await center.db.getRepository(CallbackSchema).update({ callId: 'cb-0' }, { state: 'done', settledAtMs: T0 + 50 });
  };
  expect(idsOf(await walk('/callbacks', 'callbacks', settles), 'callId')).toEqual(ids);
  await center.db
    .getRepository(CallbackSchema)
    .insert(
      [60, 60, 60, 60, 70].map((at, i) =>
        aCallback({ callId: `done-${i}`, sinceMs: T0, state: 'done', settledAtMs: T0 + at }),
      ),
    );
  expect(idsOf(await walk('/callbacks?view=settled', 'callbacks'), 'callId')).toEqual([
    'done-4',
    'done-3',
    'done-2',
    'done-1',
    'done-0',
    'cb-0',
  ]);
});

it('walks voicemails, the newest first', async () => {
  const made = [3, 2, 2, 2, 2, 1].map((at, i) => aVoicemail({ voicemailId: `v-${9 - i}`, leftAtMs: T0 + at }));
  await center.db.getRepository(RecordingSchema).insert(made.map(({ recording }) => recording));
  await center.db.getRepository(VoicemailSchema).insert(made.map(({ voicemail }) => voicemail));
  const ids = ['v-9', 'v-8', 'v-7', 'v-6', 'v-5', 'v-4'];
  expect(idsOf(await walk('/voicemails', 'voicemails'), 'voicemailId')).toEqual(ids);
});

it.each(['/callbacks', '/cases', '/voicemails'])('refuses a cursor of %s that is none', async (path) => {
  for (const cursor of ['x', Buffer.from('["a b","c"]').toString('base64url')]) {
    const { status, body } = await server.as('3001').get(`/api/v1${path}?cursor=${cursor}`);
    expect([status, (body as { error: { field: string } }).error.field]).toEqual([400, 'cursor']);
  }
});
