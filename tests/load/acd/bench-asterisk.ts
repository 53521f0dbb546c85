import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Asterisk, makeAsterisk } from '@sansheng/config/stack/asterisk';
import { makePartFolders } from '@sansheng/config/stack/part-folders';
import type { StackPorts } from '@sansheng/config/stack/ports';
import type { Programs } from '@sansheng/config/stack/programs';
import { readOrMakeSecrets } from '@sansheng/config/stack/secrets';
import { seatNumber } from './sip-phones.ts';

/** A seat: the product's, but for the browser's transport and media, which a plain phone has not. */
const seatTemplate = (seatPort: number, seats: number) => `
[bench-seat](!)
type = endpoint
transport = transport-trunk
context = from-seat
disallow = all
allow = alaw,ulaw
direct_media = no
dtmf_mode = rfc4733
timers = no
allow_transfer = no
allow_subscribe = no
device_state_busy_at = 1
${Array.from({ length: seats }, (_, i) => {
  const name = `seat-${seatNumber(i)}`;
  return `
[${name}](bench-seat)
aors = ${name}
[${name}]
type = aor
contact = sip:${name}@127.0.0.1:${seatPort}
`;
}).join('')}`;

/** Plain queues of static members, at the quickest that app_queue allows; calls ring, as they do here, so nothing is played. */
const queuesConf = (queues: string[], seats: number) => `
[general]
autofill = yes
persistentmembers = no
${queues
  .map(
    (queue) => `
[${queue}]
strategy = leastrecent
timeout = 15
retry = 1
wrapuptime = 0
ringinuse = no
autopause = no
joinempty = yes
leavewhenempty = no
announce-frequency = 0
${Array.from({ length: seats }, (_, i) => `member => PJSIP/seat-${seatNumber(i)}`).join('\n')}
`,
  )
  .join('')}`;

/** The product's own Asterisk with seats at UDP phones; with `appQueues`, calls go to app_queue instead of the server. */
export async function makeBenchAsterisk(
  programs: Programs,
  options: {
    dataDir: string;
    ports: StackPorts;
    seats: number;
    seatPort: number;
    soundDir: string;
    appQueues?: string[];
  },
): Promise<Asterisk> {
  const { ports, seats, appQueues } = options;
  const folders = await makePartFolders(options.dataDir);
  const asterisk = await makeAsterisk(programs, folders, {
    ports,
    secrets: await readOrMakeSecrets(options.dataDir),
    deskSipHost: '127.0.0.1',
    sipHost: '127.0.0.1',
    trunkAddresses: ['127.0.0.1'],
    trunkDialTo: '127.0.0.1:9',
    sipProxySource: '127.0.0.9',
    soundDir: options.soundDir,
    wordsPerMinute: 150,
  });
  const file = (name: string) => join(folders.asteriskDir, 'etc', name);
  // Nobody sends sound here, so its absence must end no call.
  const trunk = (await readFile(file('pjsip.conf'), 'utf8')).replace(/^rtp_timeout.*$/gm, '');
  await writeFile(file('pjsip.conf'), trunk + seatTemplate(options.seatPort, seats));
  if (appQueues !== undefined) {
    await appendFile(file('modules.conf'), 'load = app_queue.so\n');
    await writeFile(file('queues.conf'), queuesConf(appQueues, seats));
    await writeFile(
      file('extensions.conf'),
      `[from-trunk]\n${appQueues.map((queue) => `exten => ${queue},1,Queue(${queue},r)\n same => n,Hangup()\n`).join('')}\n[from-seat]\nexten => _X.,1,Hangup(21)\n`,
    );
  }
  return asterisk;
}
