import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { aCallCenter } from '../support/call-center.ts';
import type { DialOptions } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

/** As a carrier may pass it on unwashed: each would run `touch`, write a row or begin a line, were it more than data. */
const texts = (proof: string): string[] => {
  const run = `touch%20${encodeURIComponent(proof)}`;
  return [
    `1)%3aMixMonitor(x.wav,,${run}`,
    `1)%3aSet(DB(probe/x)=1`,
    `1)?Set(DB(probe/x)=1)%3aSet(DB(probe/x)=2`,
    `%24%7bSHELL(${run})%7d`,
    `%24%7bEVAL(%24%7bSHELL(${run})%7d)%7d`,
    `%24%5bSHELL(${run})%5d`,
    `1%7d%24%7bDB_DELETE(pbx/UUID)%7d`,
    '1)%3a0%3a3',
    '1,2%7c3%263',
    '%22)%5c%22,%5c,Set(DB(probe/x)=1)',
    '1%0d%0aAction%3a%20Command%0d%0aCommand%3a%20core%20stop%20now%0d%0a%0d%0a',
    '1%0aEvent%3a%20PeerStatus%0aPeer%3a%20PJSIP/seat-1001',
    '1%00%222',
    '%e2%80%ae%f0%9f%98%80%ff%fe',
    '9'.repeat(400),
    "1';DROP%20TABLE%20calls;--",
    '%3cscript%3ealert(1)%3c/script%3e',
  ];
};
/** The same text in another part of the INVITE each time. */
const places: [string, (text: string) => [to: string, DialOptions]][] = [
  ['the number in From', (text) => ['4000', { from: text }]],
  ['the number that is dialled', (text) => [`4000${text}`, {}]],
  ['the display name', (text) => ['4000', { displayName: `"${decodeURI(quoted(text))}" ` }]],
  [
    'P-Asserted-Identity',
    (text) => ['4000', { headers: [['p-asserted-identity', `"${quoted(text)}" <sip:${text}@x>`]] }],
  ],
  [
    'Diversion',
    (text) => ['4000', { headers: [['diversion', `<sip:${text}@x>;reason=unconditional;privacy="${quoted(text)}"`]] }],
  ],
  ['Remote-Party-ID', (text) => ['4000', { headers: [['remote-party-id', `<sip:${text}@x>;party=calling`]] }]],
  ['a header of its own', (text) => ['4000', { headers: [['x-customer', text]] }]],
];
const quoted = (text: string) => text.replaceAll('%', '').replaceAll('"', '');

it('treats what a caller sends as data, whichever part of the INVITE it is in', { timeout: 300_000 }, async () => {
  const proofs = await mkdtemp(join(tmpdir(), 'sansheng-proof-'));
  onTestFinished(() => rm(proofs, { recursive: true, force: true }));
  const proof = join(proofs, 'ran');
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const center = await startCenter(stack.addresses, { ready: ['1001'], ringCycleMs: 5000, workers: false });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const rowsOf = async () =>
    (await stack.asteriskCli('database show')).split('\n').filter((line) => line.startsWith('/'));
  const rowsBefore = await rowsOf();

  const rang: string[] = [];
  for (const [place, invite] of places) {
    const callers = texts(proof).map((text) => {
      const [to, dialing] = invite(text);
      return { what: `${place}: ${text}`, caller: center.dial(to, dialing) };
    });
    for (const { what, caller } of callers) {
      // Asterisk says nothing to what is no SIP at all.
      await eventually(() => caller.atMs('ringing') !== null || caller.end !== null, { what });
      if (caller.atMs('ringing') !== null) rang.push(what);
    }
    // Both ways of an end: given up here; with the server away below.
    await Promise.all(callers.map(({ caller }) => caller.hangsUp()));
    await center.isQuiet();
  }
  // Asterisk refuses what is more than a number, but for a NUL, at which it ends: 40001.
  const dialled = rang.filter((what) => what.startsWith('the number that is dialled'));
  expect(dialled).toEqual(['the number that is dialled: 1%00%222']);
  expect(rang.length).toBeGreaterThan(texts(proof).length * 4);

  await center.server.kill('SIGKILL');
  const [, inFrom] = places[0] as (typeof places)[number];
  const alone = texts(proof).map((text) => center.dial(...inFrom(text)));
  for (const caller of alone) await eventually(() => caller.atMs('ringing') !== null || caller.end !== null);
  const rangAlone = alone.filter((caller) => caller.atMs('ringing') !== null).length;
  await Promise.all(alone.map((caller) => caller.hangsUp()));
  await center.startServer();

  // Every INVITE that rang is a call, once, and what it says of its caller are letters and digits.
  const arrived = await eventually(
    async () => {
      const events = (await center.events()).filter((event) => event.type === 'call.arrived');
      return events.length >= rang.length + rangAlone ? events : null;
    },
    { withinMs: 20_000, what: 'a call for each that rang' },
  );
  expect(arrived).toHaveLength(rang.length + rangAlone);
  for (const event of arrived) {
    expect(event.data).toMatchObject({
      hotline: expect.stringMatching(/^40001?$/),
      callerNumber: expect.stringMatching(/^[0-9A-Za-z+*#]{0,40}$/),
    });
  }

  await eventually(async () => (await rowsOf()).join() === rowsBefore.join(), {
    withinMs: 15_000,
    what: 'no row is left',
  });
  expect(existsSync(proof)).toBe(false);
  const applications = await stack.asteriskCli('core show applications');
  for (const name of ['ExecIf', 'Exec', 'TryExec', 'System', 'TrySystem', 'Originate', 'AGI', 'Log', 'Verbose'])
    expect(applications).not.toMatch(new RegExp(`^\\s*${name}:`, 'm'));
});

it('refuses a call to what is not a number, before it reaches the dialplan', async () => {
  const center = await aCallCenter({ workers: false });
  for (const dialled of ['h', 's', 'i', 't', 'arrival', '4000%0d%0a', '4000,5', '4000%20', `4${'0'.repeat(24)}`])
    expect(await center.dial(dialled).isOver(), dialled).toMatchObject({ kind: 'refused', status: 404 });
  expect(await center.callIds()).toEqual([]);
});

it('serves the hotline with what carriers add to it', async () => {
  const center = await aCallCenter({ workers: false });
  for (const dialled of ['4000;npdi=yes', '40-00', '4000%3bphone-context=x'])
    await center.dial(dialled).hears('ringing');
  await center.callIds(3);
  for (const event of await center.events()) if (event.type === 'call.arrived') expect(event.data.hotline).toBe('4000');
});

it("has no dialplan that passes a caller's text to an application", async () => {
  const dialplan = await readFile(join(import.meta.dirname, '../../config/asterisk/extensions.conf'), 'utf8');
  const lines = dialplan.split('\n').filter((line) => /^\s*(exten|same)\s*=>/.test(line));
  const ofCaller = /\$\{(EXTEN|CALLERID|CHANNEL|REDIRECTING|CONNECTEDLINE|PJSIP_HEADER|SIPDOMAIN)\b/;
  const cleaned = /Set\(\w+=\$\{FILTER\([^,${}]+,\$\{CALLERID\(\w+\)\}\)\}\)$/;
  // A word of Asterisk's own, whatever the caller sends.
  const presentation = '${CALLERID(num-pres):0:6}';
  expect(lines.filter((line) => ofCaller.test(line.replace(cleaned, '').replace(presentation, '')))).toEqual([]);
  expect(lines.filter((line) => cleaned.test(line))).toHaveLength(2);
});
