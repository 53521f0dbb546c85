import { expect, it } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import { signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { aMenuEditor, choice, type Draft, stepOf, tone, toQueue, toStep, uploadPrompt } from '../support/menus.ts';

const leadingTo = (queueId: string): Draft => ({
  languages: ['zh'],
  firstStep: 'main',
  fallbackQueueId: 'service',
  steps: [
    choice('main', { choices: [{ digit: '3', to: toStep('more') }] }),
    choice('more', { choices: [{ digit: '1', to: toQueue(queueId) }] }),
  ],
});

it('finishes a call on its version, starts the next on the new one, and rolls back', async () => {
  const center = await aCallCenter({ ready: ['1001', '6001'], workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  const menuId = await editor.hotline('4121', leadingTo('complaints'));
  const [service, complaints] = [await center.seat('1001'), await center.seat('6001')];

  const early = center.dial('4121');
  await early.hears('answered');
  early.press('3');
  const [first = ''] = await center.callIds(1);
  await eventually(async () => (await stepOf(center, first)) === 'more', { what: 'the second level' });
  const published = await editor.publish(menuId, leadingTo('service'));
  expect(published).toMatchObject({ publishedVersion: 2, hasChanges: false, problems: [] });
  early.press('1');
  expect(await complaints.answers()).toBe(first);
  await early.hangsUp();
  await complaints.wrapsUp();

  const late = center.dial('4121');
  await late.hears('answered');
  late.press('31');
  const second = await service.answers();
  expect((await center.events(second)).find(({ type }) => type === 'call.menuChosen')?.data).toMatchObject({
    version: 2,
    queueId: 'service',
  });
  await late.hangsUp();
  await service.wrapsUp();

  const back = await editor.ask('POST', `/api/v1/admin/menus/${menuId}/rollback`, { version: 1, note: '回到从前' });
  expect(back).toMatchObject({
    publishedVersion: 3,
    hasChanges: true,
    versions: [{ version: 3, rolledBackTo: 1 }, {}, {}],
  });
  const compared = await editor.ask('GET', `/api/v1/admin/menus/${menuId}/compare?from=3&to=draft`);
  expect(compared).toMatchObject({ differences: [{ stepId: 'more', field: 'choices' }] });
  const again = center.dial('4121');
  await again.hears('answered');
  again.press('31');
  expect(
    (await center.events(await complaints.answers(2))).find(({ type }) => type === 'call.menuChosen')?.data,
  ).toMatchObject({ version: 3, queueId: 'complaints' });
});

it('publishes nothing that fails the check, and nothing that somebody else has changed', async () => {
  const center = await aCallCenter({ workers: false });
  const editor = await aMenuEditor(center);
  await editor.prompt('beep');
  const menuId = await editor.hotline('4122', leadingTo('service'));
  const saved = await editor.save(menuId, leadingTo('nowhere'));
  expect(saved.problems).toEqual([{ stepId: 'more', field: 'choices.0.to', code: 'queueUnknown', what: 'nowhere' }]);
  const ask: typeof editor.admin.ask = (...asked) => editor.admin.ask(...asked);
  const path = `/api/v1/admin/menus/${menuId}`;
  expect(await ask('POST', `${path}/publish`, { draftRevision: saved.draftRevision })).toMatchObject({
    status: 409,
    body: { error: { code: 'menuProblems', field: 'more.choices.0.to' } },
  });
  const stale = { draftRevision: saved.draftRevision - 1, name: 'x', nameEn: 'x', tree: leadingTo('service') };
  expect(await ask('PUT', `${path}/draft`, stale)).toMatchObject({
    status: 409,
    body: { error: { code: 'conflict' } },
  });
  expect(await ask('DELETE', path)).toMatchObject({ status: 409, body: { error: { code: 'stillUsed' } } });

  const supervisor = await signIn(center.url, '3001');
  expect(await supervisor.ask('GET', path)).toMatchObject({ status: 200 });
  expect(await supervisor.ask('POST', `${path}/publish`, { draftRevision: 1 })).toMatchObject({ status: 403 });
  const agent = await signIn(center.url, '1001');
  expect(await agent.ask('GET', path)).toMatchObject({ status: 403 });

  const audit = (await editor.ask('GET', '/api/v1/audit?limit=50')) as {
    entries: { action: string; target: string }[];
  };
  const ofMenu = audit.entries.filter(({ target }) => target === menuId).map(({ action }) => action);
  expect(ofMenu).toEqual(['menu.draftSaved', 'menu.published', 'menu.draftSaved', 'menu.added']);
});

it('keeps prompts in versions: uploaded, spoken, played, and deleted only when unused', async () => {
  const center = await aCallCenter({ workers: false });
  const editor = await aMenuEditor(center);
  const { admin } = editor;
  await editor.prompt('beep');
  const menuId = await editor.hotline('4123', leadingTo('service'));
  const path = '/api/v1/admin/prompts';

  const refused = async (file: Buffer) => (await uploadPrompt(center.url, admin, 'beep', 'zh', file)).body;
  expect(await refused(Buffer.from('no sound'))).toEqual({ error: { code: 'soundUnreadable', field: 'file' } });
  expect(await refused(tone(10))).toEqual({ error: { code: 'soundSilent', field: 'file' } });
  expect(await refused(tone(601_000))).toEqual({ error: { code: 'soundTooLong', field: 'file' } });
  expect(await refused(Buffer.alloc(12_000_001))).toMatchObject({ error: { code: 'tooLarge', field: 'file' } });

  const library = (await editor.ask('GET', path)) as { canSpeak: boolean };
  expect(library.canSpeak).toBe(true);
  const spoken = (await editor.ask('POST', `${path}/beep/zh/speech`, { text: '-v 您好，请稍候' })) as {
    version: number;
    durationMs: number;
  };
  expect(spoken).toMatchObject({ source: 'spoken', text: '-v 您好，请稍候', madeBy: '9001', isUsed: false });
  expect(spoken.durationMs).toBeGreaterThan(1000);
  const audio = await fetch(`${center.url}${path}/beep/zh/${spoken.version}/audio`, {
    headers: { cookie: admin.cookie },
  });
  expect(audio.headers.get('content-type')).toBe('audio/wav');
  const wav = Buffer.from(await audio.arrayBuffer());
  expect([wav.readUInt32LE(24), wav.readUInt16LE(22)]).toEqual([8000, 1]);

  // The published version plays the first one, the draft would play the second.
  expect(await admin.ask('DELETE', `${path}/beep/zh/1`)).toMatchObject({ status: 409 });
  expect(await admin.ask('DELETE', `${path}/beep`)).toMatchObject({ status: 409 });
  const { draftRevision } = await editor.load(menuId);
  await editor.ask('POST', `/api/v1/admin/menus/${menuId}/publish`, { draftRevision });
  expect(await admin.ask('DELETE', `${path}/beep/zh/${spoken.version}`)).toMatchObject({ status: 409 });
  const { version } = (await uploadPrompt(center.url, admin, 'beep', 'zh', tone())).body as { version: number };
  expect(await admin.ask('DELETE', `${path}/beep/zh/${version}`)).toMatchObject({ status: 204 });
});
