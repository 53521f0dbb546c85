import { readFile } from 'node:fs/promises';
import { CallPage } from '@sansheng/shared/contracts/records/call-records';
import { expect, it, onTestFailed, onTestFinished } from 'vitest';
import { fuzzCommands } from '../attack/fuzz-commands.ts';
import { type ApiDocument, fuzzRoutes } from '../attack/fuzz-routes.ts';
import { oddInvites, placeOddCall, sendRaw, tornMessages } from '../attack/odd-calls.ts';
import { oddFrames, sendOddFrames } from '../attack/odd-frames.ts';
import { uploadOddFiles } from '../attack/odd-uploads.ts';
import { Browser, signedIn } from '../http/browser.ts';
import { type SignedIn, signIn } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { startCenter } from '../support/start-center.ts';
import { startTestStack } from '../support/test-stack.ts';

/** Accounts of the demonstration center, one for each role. */
const accounts = ['1001', '2001', '3001', '4101', '5001', '6001', '9001'];
const HOTLINE = '4000';
/** Is none of the attackers. */
const GOOD_SEAT = '1003';
const CALLS_AT_ONCE = 4;

it('serves a good call after an attack on every door, and has one record for every caller who rang', async () => {
  // A stack of its own: nonsense sent as administrator leaves settings that no other test should meet.
  const stack = await startTestStack();
  onTestFinished(() => stack.stop(), 60_000);
  const center = await startCenter(stack.addresses, { notReady: [GOOD_SEAT] });
  onTestFinished(() => center.close(), 60_000);
  onTestFailed(async () => console.error(await center.readLogs()));
  await center.open();
  const { sipPort } = stack.addresses;

  const broken: string[] = [];
  const say = (what: string, asked: number, found: readonly string[]) => {
    broken.push(...found);
    console.log(`${what}: ${asked} tried, ${found.length} broken${found.map((line) => `\n  ${line}`).join('')}`);
  };

  // Phones first: what they break is broken for everybody after them.
  const frames = oddFrames();
  const phone = await signIn(center.url, '1002');
  await phone.ask('POST', '/api/v1/phone/registration');
  const unheard: string[] = [];
  for (const { what, bytes } of frames) {
    await sendOddFrames(center.url, phone.cookie, bytes).catch((error: unknown) =>
      unheard.push(`${what}: ${String(error)}`),
    );
  }
  say('frames on /sip', frames.length, unheard);
  await servesAGoodCall();

  const invites = oddInvites(HOTLINE, sipPort);
  const torn = tornMessages(sipPort);
  let rang = 0;
  // Given up before the ring was heard: the center may have had it already.
  let crossed = 0;
  const waiting = [...invites];
  await Promise.all(
    Array.from({ length: CALLS_AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const call = await placeOddCall(sipPort, next);
        if (call.rang) rang += 1;
        else if (call.status === 487) crossed += 1;
      }
    }),
  );
  await sendRaw(sipPort, torn);
  say('odd INVITEs and SIP on the trunk', invites.length + torn.length, []);
  await servesAGoodCall();

  const document = (await new Browser(center.url).get('/api/openapi.json')).body as ApiDocument;
  const askers = new Map<string, Browser>([['', new Browser(center.url)]]);
  // Signed in before the attack: it guesses passwords too.
  const sockets = new Map<string, SignedIn>();
  for (const account of accounts) {
    askers.set(account, await signedIn(center.url, account));
    sockets.set(account, await signIn(center.url, account));
  }
  const supervisor = askers.get('3001') as Browser;
  const answers = await fuzzRoutes(document, askers);
  say('requests', answers.asked, answers.broken);
  const statuses = [...answers.byStatus].toSorted(([a], [b]) => a - b);
  console.log(statuses.map(([status, times]) => `${status}: ${times}`).join(', '));
  for (const [account, who] of sockets) {
    const { asked, broken: found } = await fuzzCommands(account, who);
    say(`commands of ${account}`, asked, found);
  }
  const uploads = await uploadOddFiles(supervisor);
  say('uploads', uploads.asked, uploads.broken);
  await servesAGoodCall();

  const goodCalls = 3;
  await eventually(
    async () => {
      const records = await countRecords();
      const wanted = rang + goodCalls;
      if (records < wanted || records > wanted + crossed)
        throw new Error(`${records} records, ${rang} odd calls rang, ${crossed} crossed, ${goodCalls} good ones`);
      return true;
    },
    { withinMs: 60_000 },
  );
  console.log(`${rang} of ${invites.length} odd INVITEs rang, each has one record`);
  const errors = (await readFile(center.serverLog, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  expect(errors, 'errors in the log of the server').toEqual([]);
  expect(broken).toEqual([]);

  /** A seat that was not there before is rung, answers, and both talk. */
  async function servesAGoodCall(): Promise<void> {
    const seat = await center.seat(GOOD_SEAT);
    // The attack takes longer than a registration lasts.
    await seat.registersAgain();
    if (seat.desk.state !== 'ready') await seat.goesReady();
    const caller = center.dial(HOTLINE, { from: '13800138000' });
    await caller.hears('ringing');
    await seat.rings();
    const callId = await seat.answersLatest();
    await caller.hears('answered');
    await seat.does('call.hangUp', { callId });
    await seat.wrapsUp();
    await seat.is('ready');
    await seat.does('agent.goNotReady', { reason: 'meal' });
    await center.isQuiet();
  }

  async function countRecords(): Promise<number> {
    let count = 0;
    let cursor = '';
    do {
      const { body } = await supervisor.get(
        `/api/v1/calls?from=0${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      const page = CallPage.parse(body);
      // What the attackers' own seats dialled is not asked about here.
      count += page.calls.filter(({ direction }) => direction === 'inbound').length;
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    return count;
  }
}, 1_800_000);
