import type { StackAddresses } from '../support/test-stack.ts';
import { log, startSipp } from './sipp.ts';

/** What a customer does who is called back: by the first digits of the number. */
export const calledKinds = { answers: '1391', refuses: '1392', letsRing: '1393' } as const;
const ANSWERS_AFTER_MS = 400;
const STAYS_MS = 2500;

/** One ring of a customer's phone as SIPp logged it, ms since 1970. */
export interface CalledLog {
  number: string;
  rungAtMs: number;
  answeredAtMs: number | null;
  /** Null when SIPp saw no end of it: the ends met within a moment. */
  endedAtMs: number | null;
}

const note = (what: string) => `<action>${log(what, '[$number]')}</action>`;
const own = 'tag=[pid]-[call_number]';
const reply = (status: string, { cseq = '[last_CSeq:]', more = 'Content-Length: 0\n' } = {}): string => `<![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];${own}
[last_Call-ID:]
${cseq}
Contact: <sip:[$number]@[local_ip]:[local_port]>
${more}
]]>`;
const sdp = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000`;

const scenario = `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="called customer">
<recv request="INVITE" rrs="true"><action>
  <ereg regexp="sip:([0-9]+)@" search_in="msg" check_it="true" assign_to="uri,number"/>
  <ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" check_it="true" assign_to="inviteNo"/>
  <ereg regexp="&lt;sip:.*" search_in="hdr" header="From:" check_it="true" assign_to="them"/>
  <ereg regexp="^INVITE sip:${calledKinds.refuses}" search_in="msg" check_it="false" assign_to="refuses"/>
  <ereg regexp="^INVITE sip:${calledKinds.letsRing}" search_in="msg" check_it="false" assign_to="letsRing"/>
  ${log('rung', '[$number]')}
</action></recv>
<send>${reply('180 Ringing')}</send>
<nop next="refuse" test="refuses"/>
<nop next="letRing" test="letsRing"/>
<recv request="CANCEL" timeout="${ANSWERS_AFTER_MS}" ontimeout="answer" next="cancelled">${note('ended')}</recv>
<label id="answer"/>
<send retrans="500">${reply('200 OK', { more: sdp })}</send>
<nop>${note('answered')}</nop>
<recv request="ACK"/>
<recv request="BYE" timeout="${STAYS_MS}" ontimeout="hangUp">${note('ended')}</recv>
<label id="byesCrossed"/>
<send next="over"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="hangUp"/>
<nop>${note('ended')}</nop>
<send><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[$number]@[local_ip]:[local_port]>;${own}
To: [$them]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv request="BYE" optional="true" next="byesCrossed"/>
<recv response="200" next="over"/>
<label id="refuse"/>
<nop>${note('ended')}</nop>
<send retrans="500" next="acknowledged">${reply('486 Busy Here')}</send>
<label id="letRing"/>
<recv request="CANCEL">${note('ended')}</recv>
<label id="cancelled"/>
<send>${reply('200 OK')}</send>
<send retrans="500">${reply('487 Request Terminated', { cseq: 'CSeq: [$inviteNo] INVITE' })}</send>
<label id="acknowledged"/>
<recv request="ACK"/>
<label id="over"/>
<Reference variables="uri"/>
</scenario>
`;

/** The customers' phones behind the trunk, played by SIPp; `stop` returns what they logged. */
export async function startCalledCustomers(stack: StackAddresses): Promise<{ stop: () => Promise<CalledLog[]> }> {
  const { child, over } = await startSipp(stack, scenario, `-p ${stack.customerPort} -aa`);
  return {
    async stop() {
      child.kill('SIGKILL');
      const rings: CalledLog[] = [];
      for (const { what, number, atMs } of (await over).lines) {
        const last = rings.findLast((ring) => ring.number === number && ring.endedAtMs === null);
        if (what === 'rung') rings.push({ number, rungAtMs: atMs, answeredAtMs: null, endedAtMs: null });
        else if (last !== undefined && what === 'answered') last.answeredAtMs = atMs;
        else if (last !== undefined) last.endedAtMs = atMs;
      }
      return rings;
    },
  };
}
