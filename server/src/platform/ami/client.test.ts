import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type AriClient, createAriClient } from '../ari/index.ts';
import { startTestAsterisk, type TestAsterisk } from '../ari/start-test-asterisk.ts';
import { AmiCommandFailed } from './ami-connection.ts';
import { type AmiClient, createAmiClient } from './client.ts';

let asterisk: TestAsterisk;
let ami: AmiClient;
let ari: AriClient;
let folder: string;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
}, 300_000);
// New for each attempt at a test: what a failed attempt left behind, above all files that have grown, is not seen by
// the next.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sansheng-ami-'));
  ami = anAmi();
  ari = createAriClient(asterisk.ari);
  await ari.connect();
});

afterEach(async () => {
  ami?.close();
  await ari?.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await asterisk?.stop();
}, 30_000);

function anAmi(password?: string): AmiClient {
  const { AMI_HOST = '', AMI_PORT = '', AMI_USER = '', AMI_PASSWORD = '' } = asterisk.stack.environment;
  return createAmiClient({
    host: AMI_HOST,
    port: Number(AMI_PORT),
    user: AMI_USER,
    password: password ?? AMI_PASSWORD,
    timeoutMs: 1000,
  });
}

const RATE = 8000;

/** One second of a sine in A-law, which SIPp repeats. */
function makeTone(hertz: number): Buffer {
  return Buffer.from(
    Array.from({ length: RATE }, (_, index) => {
      const sample = Math.round(8000 * Math.sin((2 * Math.PI * hertz * index) / RATE)) >> 3;
      const size = sample >= 0 ? sample : -sample - 1;
      const segment = size < 32 ? 0 : Math.floor(Math.log2(size)) - 4;
      const code = (segment << 4) | ((size >> Math.max(segment, 1)) & 15);
      return code ^ (sample >= 0 ? 0xd5 : 0x55);
    }),
  );
}

async function findFreePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port % 2 === 0 ? port : findFreePort();
}

const headers = (method: string, sequence: number, tag: string) =>
  `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:13800138000@[local_ip]>;tag=[call_number]
To: <sip:[service]@[remote_ip]>${tag}
Call-ID: [call_id]
CSeq: ${sequence} ${method}
Contact: <sip:13800138000@[local_ip]:[local_port]>
Max-Forwards: 70`;

const scenario = (toneFile: string) => `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="caller">
<send retrans="500"><![CDATA[
${headers('INVITE', 1, '')}
Content-Type: application/sdp
Content-Length: [len]

v=0
o=caller 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000

]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="200"/>
<send><![CDATA[
${headers('ACK', 1, '[peer_tag_param]')}
Content-Length: 0

]]></send>
<nop><action><exec rtp_stream="${toneFile},-1,8,PCMA/8000"/></action></nop>
<recv request="BYE"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
</scenario>
`;

/** Calls the trunk with a tone; returns when SIPp's part is over. */
async function call(number: string, hertz: number): Promise<void> {
  const toneFile = join(folder, `${hertz}.al`);
  const scenarioFile = join(folder, `${hertz}.xml`);
  await writeFile(toneFile, makeTone(hertz));
  await writeFile(scenarioFile, scenario(toneFile));
  const [sipPort, rtpPort] = [await findFreePort(), await findFreePort()];
  const { program, args, env } = asterisk.stack.sippCommand(
    `127.0.0.1:${asterisk.stack.ports.sip} -sf ${scenarioFile} -s ${number} -m 1 -i 127.0.0.1 -p ${sipPort} -min_rtp_port ${rtpPort} -max_rtp_port ${rtpPort + 8} -timeout 30`.split(
      ' ',
    ),
  );
  const sipp = spawn(program, args, { stdio: 'ignore', cwd: folder, env: { ...process.env, ...env } });
  const [code] = (await once(sipp, 'exit')) as [number | null];
  expect(code, `SIPp for ${number}`).toBe(0);
}

async function readSamples(file: string): Promise<Int16Array> {
  const bytes = await readFile(file);
  const data = bytes.subarray(44);
  return new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + (data.length & ~1)));
}

/** Amplitude of one frequency (Goertzel's sum written plainly). */
function measure(samples: Int16Array, hertz: number): number {
  let [real, imaginary] = [0, 0];
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * hertz * index) / RATE;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

/** Bytes of sound written so far, which is how a test knows that time has passed in the call. */
const hasGrownTo = (file: string, seconds: number) =>
  vi.waitFor(async () => expect((await readSamples(file)).length).toBeGreaterThan(seconds * RATE), 10_000);

/**
 * The median of windows of 50 ms, since a busy machine sends its tone with gaps; both tones have whole cycles in a
 * window.
 */
function measureMostly(samples: Int16Array, hertz: number): number {
  const size = RATE / 20;
  const windows = Array.from({ length: Math.floor(samples.length / size) }, (_, at) =>
    measure(samples.subarray(at * size, (at + 1) * size), hertz),
  );
  return windows.toSorted((one, other) => one - other)[Math.floor(windows.length / 2)] ?? 0;
}

it('records what a leg says and what it hears side by side, and silence while muted', async () => {
  const [receiveFile, transmitFile] = [join(folder, 'received.wav'), join(folder, 'transmitted.wav')];
  const bridgeId = `talk-${randomUUID()}`;
  await ari.bridges.createWithId({ bridgeId, type: 'mixing' });
  const legs: Record<string, { channelId: string; channelName: string }> = {};
  ari.on('StasisStart', async ({ channel, args }) => {
    // For an incoming channel there is no other report of its end.
    await ari.applications.subscribe({ applicationName: ari.app, eventSource: `channel:${channel.id}` });
    await ari.channels.answer({ channelId: channel.id });
    await ari.bridges.addChannel({ bridgeId, channel: channel.id });
    legs[args[1] ?? ''] = { channelId: channel.id, channelName: channel.name };
  });
  const ended: string[] = [];
  ari.on('ChannelDestroyed', ({ channel }) => ended.push(channel.id));
  const calls = Promise.all([call('4000', 440), call('4001', 880)]);
  await vi.waitFor(() => expect(Object.keys(legs).sort()).toEqual(['4000', '4001']), 10_000);
  const agent = legs['4000'] ?? { channelId: '', channelName: '' };

  const started = await ami.mixMonitorStart({ channelName: agent.channelName, receiveFile, transmitFile });
  expect(started).toEqual({ mixMonitorId: expect.stringMatching(/./) });
  await hasGrownTo(receiveFile, 1.5);
  expect(await ari.bridges.get({ bridgeId })).toMatchObject({ technology: 'simple_bridge' });
  const mutedFrom = (await readSamples(receiveFile)).length;
  expect(await ami.mixMonitorMute({ channelName: agent.channelName, direction: 'both', on: true })).toBe('done');
  await hasGrownTo(receiveFile, mutedFrom / RATE + 1.5);
  const mutedUntil = (await readSamples(receiveFile)).length;
  expect(await ami.mixMonitorMute({ channelName: agent.channelName, direction: 'both', on: false })).toBe('done');
  await hasGrownTo(receiveFile, mutedUntil / RATE + 1);
  const stop = { channelName: agent.channelName, mixMonitorId: started === 'gone' ? '' : started.mixMonitorId };
  expect(await ami.stopMixMonitor(stop)).toBe('done');
  expect(await ami.stopMixMonitor(stop)).toBe('done');
  for (const { channelId } of Object.values(legs)) await ari.channels.hangup({ channelId });
  await calls;
  await vi.waitFor(
    () =>
      expect(ended.sort()).toEqual(
        Object.values(legs)
          .map(({ channelId }) => channelId)
          .sort(),
      ),
    10_000,
  );
  await ari.bridges.destroy({ bridgeId });

  const [received, transmitted] = [await readSamples(receiveFile), await readSamples(transmitFile)];
  expect(received.length).toBe(transmitted.length);
  // The first second may hold the beginning of a call; half a second is kept from each change of the mute.
  const talk = [RATE / 2, mutedFrom - RATE / 4] as const;
  const mute = [mutedFrom + RATE / 2, mutedUntil - RATE / 4] as const;
  expect(measureMostly(received.subarray(...talk), 440)).toBeGreaterThan(6000);
  expect(measureMostly(received.subarray(...talk), 880)).toBeLessThan(100);
  expect(measureMostly(transmitted.subarray(...talk), 880)).toBeGreaterThan(6000);
  expect(measureMostly(transmitted.subarray(...talk), 440)).toBeLessThan(100);
  for (const samples of [received, transmitted]) {
    expect(Math.max(...samples.subarray(...mute).map(Math.abs))).toBeLessThan(20);
  }
}, 60_000);

it('reports `gone` for a channel that hung up', async () => {
  const channelName = 'PJSIP/trunk-demo-ffffffff';
  expect(await ami.mixMonitorStart({ channelName, receiveFile: 'a.wav', transmitFile: 'b.wav' })).toBe('gone');
  expect(await ami.mixMonitorMute({ channelName, direction: 'receive', on: true })).toBe('gone');
  expect(await ami.stopMixMonitor({ channelName })).toBe('gone');
});

it.each(['a.wav)i(x', 'a.wav,,touch /tmp/x', 'a.wav\r\nAction: Command', '../../etc/x.wav', '${SHELL(id)}', 'a b', ''])(
  'refuses the name %j',
  async (name) => {
    const target = { channelName: 'PJSIP/x-1', receiveFile: 'a.wav', transmitFile: 'b.wav' };
    await expect(ami.mixMonitorStart({ ...target, receiveFile: name })).rejects.toThrow(TypeError);
    await expect(ami.mixMonitorStart({ ...target, channelName: name })).rejects.toThrow(TypeError);
  },
);

it.each(['a\r\nAction: Command', 'a\nb', 'a\0'])(
  'sends no value that would be more than one line: %j',
  async (name) => {
    await expect(ami.readEntries(name)).rejects.toThrow(TypeError);
    await expect(ami.deleteEntry({ family: 'arrivals', key: name })).rejects.toThrow(TypeError);
  },
);

it('fails a command within its time limit when it cannot log in', async () => {
  const stranger = anAmi('wrong');
  await expect(stranger.stopMixMonitor({ channelName: 'PJSIP/x-1' })).rejects.toThrow(AmiCommandFailed);
  stranger.close();
});

it('is back after Asterisk was restarted', async () => {
  expect(await ami.stopMixMonitor({ channelName: 'PJSIP/x-1' })).toBe('gone');
  await asterisk.stack.processes.asterisk.restart();
  await vi.waitFor(async () => expect(await ami.stopMixMonitor({ channelName: 'PJSIP/x-1' })).toBe('gone'), 10_000);
}, 60_000);
