import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeAlaw } from '@sansheng/config/sound/g711';
import { makeTones } from '@sansheng/config/sound/sound';
import type { StackAddresses } from './test-stack.ts';

/** Rings until it is answered, sends a tone in A-law, and waits for the other side to hang up. */
const scenario = (toneFile: string) => `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="customer">
  <send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:[field0]@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [rtpstream_audio_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=ptime:20
]]></send>
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  <send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
[last_To:]
[routes]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
  <nop><action><exec rtp_stream="${toneFile},-1,8"/></action></nop>
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

export interface SippCallers {
  /** Each calls once, in this order. */
  numbers: string[];
  perSecond?: number;
  toneHz?: number;
  limitSeconds?: number;
}

/**
 * Customers played by SIPp, whose SIP and RTP are not ours. `over` resolves with its exit code when the last call has
 * ended: 0 when all went by their script.
 */
export async function dialAllWithSipp(
  stack: StackAddresses,
  to: string,
  { numbers, perSecond = 1, toneHz = 440, limitSeconds = 60 }: SippCallers,
): Promise<{ over: Promise<number>; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'sansheng-sipp-'));
  const file = (name: string) => join(dir, name);
  await writeFile(file('tone.alaw'), encodeAlaw(makeTones(8000, [[toneHz, 8000]]).samples));
  await writeFile(file('customer.xml'), scenario(file('tone.alaw')));
  await writeFile(file('numbers.csv'), ['SEQUENTIAL', ...numbers.map((number) => `${number};`)].join('\n'));
  const { program, args, env } = stack.sipp;
  const own =
    `127.0.0.1:${stack.sipPort} -sf customer.xml -inf numbers.csv -s ${to} -m ${numbers.length} -l ${numbers.length} ` +
    `-r ${perSecond} -rp 1000 -i 127.0.0.1 -mi 127.0.0.1 -nostdin -timeout ${limitSeconds}`;
  const child: ChildProcess = spawn(program, [...args, ...own.split(' ')], {
    cwd: dir,
    env: { ...process.env, TERM: 'xterm', ...env },
    stdio: 'ignore',
  });
  const over = once(child, 'exit').then(([code]) => (code as number | null) ?? 1);
  return {
    over,
    async stop() {
      child.kill('SIGKILL');
      await over;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** One of them. */
export const dialWithSipp = (
  stack: StackAddresses,
  to: string,
  { from = '13800138000', ...customer }: { from?: string; toneHz?: number; limitSeconds?: number } = {},
) => dialAllWithSipp(stack, to, { numbers: [from], ...customer });
