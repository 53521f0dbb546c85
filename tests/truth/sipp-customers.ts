import type { StackAddresses } from '../support/test-stack.ts';
import { log, type SippLog, startSipp } from './sipp.ts';

/** Customers of one kind; each is a call from a number of its own. */
export interface CustomerKind {
  hotline: string;
  /** Gives up when nobody has answered within this. */
  ringPatienceMs: number;
  /** Hangs up this long after the first answer, whoever gave it. */
  stayMs: number;
  /** Pressed again and again while on the line; absent: none. */
  key?: string;
  numbers: string[];
  perSecond: number;
}

export const endings = ['gaveUp', 'hungUp', 'wasHungUp', 'refused'] as const;
/** One call as SIPp logged it, ms since 1970. */
export interface CustomerLog {
  number: string;
  hotline: string;
  invitedAtMs: number;
  /** The first answer, by a seat or by the center; null when none came. */
  answeredAtMs: number | null;
  pressedAtMs: number[];
  endedAtMs: number;
  ending: (typeof endings)[number];
}

/** A request of the dialogue; its branch is the transaction's where that must be named again. */
const request = (method: string, { cseq, to = '[last_To:]', branch = '[branch]', uri = '[next_url]' }: Request) =>
  `${method} ${uri} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}
From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]-[call_number]
${to}
Call-ID: [call_id]
CSeq: ${cseq}
Contact: <sip:[field0]@[local_ip]:[local_port]>
Max-Forwards: 70`;
interface Request {
  cseq: string;
  to?: string;
  branch?: string;
  uri?: string;
}

const inviteBranch = 'z9hG4bK-[pid]-[call_number]-invite';
const uri = 'sip:[service]@[remote_ip]:[remote_port]';
const toFirst = `To: <${uri}>`;
const empty = 'Content-Length: 0\n';
const note = (what: string) => `<action>${log(what, '[field0]')}</action>`;
const ack = `<send ack_txn="invite"><![CDATA[
${request('ACK', { cseq: '1 ACK' })}
${empty}
]]></send>`;
const ackRefusal = (label: string) => `<label id="${label}"/><send next="over" ack_txn="invite"><![CDATA[
${request('ACK', { cseq: '1 ACK', branch: inviteBranch, uri })}
${empty}
]]></send>`;
const bye = `<send start_txn="bye"><![CDATA[
${request('BYE', { cseq: '[cseq] BYE' })}
${empty}
]]></send>
<recv request="BYE" optional="true" next="byesCrossed"/>
<recv response="200" response_txn="bye" next="over"/>`;
const okToBye = `<send next="over"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
${empty}
]]></send>`;

const PRESS_EVERY_MS = 700;
/** Until the other side hangs up, or this one has stayed long enough. */
const stay = (ms: number): string =>
  `<recv request="BYE" timeout="${ms}" ontimeout="hangUp">${note('wasHungUp')}</recv>`;
/** The same with a key on the way: a press while a seat rings or talks asks for nothing, so it is repeated. */
const stayPressing = (ms: number, key: string): string => `<label id="listen"/>
<recv request="BYE" timeout="${PRESS_EVERY_MS}" ontimeout="press" next="byesCrossed">${note('wasHungUp')}</recv>
<label id="press"/>
<nop><action>
  <add assign_to="presses" value="1"/>
  <test assign_to="hasStayed" variable="presses" compare="greater_than" value="${Math.floor(ms / PRESS_EVERY_MS)}"/>
</action></nop>
<nop next="hangUp" test="hasStayed"/>
<nop>${note('pressed')}</nop>
<send start_txn="info" retrans="500"><![CDATA[
${request('INFO', { cseq: '[cseq] INFO', branch: 'z9hG4bK-[pid]-[call_number]-[cseq]' })}
Content-Type: application/dtmf-relay
Content-Length: [len]

Signal=${key}
Duration=100
]]></send>
<recv request="BYE" optional="true" next="byesCrossed">${note('wasHungUp')}</recv>
<recv response="200" response_txn="info" next="listen"/>`;

/** The timeout of a wait stands at the first of its messages, optional or not. */
const scenario = ({ ringPatienceMs, stayMs, key }: CustomerKind): string => `<?xml version="1.0" encoding="ISO-8859-1"?>
<scenario name="customer">
<nop>${note('invited')}</nop>
<send retrans="500" start_txn="invite"><![CDATA[
${request('INVITE', { cseq: '1 INVITE', to: toFirst, branch: inviteBranch, uri })}
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
<recv response="100" response_txn="invite" optional="true" timeout="${ringPatienceMs}" ontimeout="giveUp"/>
<recv response="180" response_txn="invite" optional="true"/>
<recv response="183" response_txn="invite" optional="true"/>
${[404, 480, 486, 503, 603].map((status) => `<recv response="${status}" response_txn="invite" optional="true" next="refused">${note('refused')}</recv>`).join('\n')}
<recv response="200" response_txn="invite" rrs="true">${note('answered')}</recv>
${ack}
${key === undefined ? stay(stayMs) : stayPressing(stayMs, key)}
<label id="byesCrossed"/>
${okToBye}
<label id="hangUp"/>
<nop>${note('hungUp')}</nop>
${bye}
<label id="giveUp"/>
<nop>${note('gaveUp')}</nop>
<send start_txn="cancel"><![CDATA[
${request('CANCEL', { cseq: '1 CANCEL', to: toFirst, branch: inviteBranch, uri })}
${empty}
]]></send>
<recv response="180" response_txn="invite" optional="true"/>
<recv response="200" response_txn="invite" optional="true" rrs="true" next="answeredAfterAll">${note('answered')}</recv>
<recv response="200" response_txn="cancel"/>
<recv response="200" response_txn="invite" optional="true" rrs="true" next="answeredAfterAll">${note('answered')}</recv>
<recv response="487" response_txn="invite" next="refused"/>
<label id="answeredAfterAll"/>
${ack}
${bye}
${ackRefusal('refused')}
<label id="over"/>
</scenario>
`;

/** Lets customers call; resolves when the last has ended. Throws when a call did not go by its script. */
export async function callAll(stack: StackAddresses, kinds: CustomerKind[]): Promise<CustomerLog[]> {
  return (await Promise.all(kinds.map((kind) => callKind(stack, kind)))).flat();
}

async function callKind(stack: StackAddresses, kind: CustomerKind): Promise<CustomerLog[]> {
  const { over } = await startSipp(
    stack,
    scenario(kind),
    `127.0.0.1:${stack.sipPort} -inf numbers.csv -s ${kind.hotline} -m ${kind.numbers.length} -l ${kind.numbers.length} ` +
      `-r ${Math.round(kind.perSecond * 1000)} -rp 1000000`,
    { 'numbers.csv': ['SEQUENTIAL', ...kind.numbers.map((number) => `${number};`)].join('\n') },
  );
  return readCustomers(await over, kind);
}

function readCustomers({ lines, hungUpAtMs, errors }: SippLog, { hotline, numbers }: CustomerKind): CustomerLog[] {
  const ofNumber = Map.groupBy(lines, ({ number }) => number);
  return numbers.map((number, i) => {
    const byeAtMs = hungUpAtMs.get(i + 1);
    const own = [
      ...(ofNumber.get(number) ?? []),
      ...(byeAtMs === undefined ? [] : [{ what: 'wasHungUp', number, atMs: byeAtMs }]),
    ];
    const at = (what: string) => own.find((line) => line.what === what)?.atMs ?? null;
    const ending = endings.find((one) => at(one) !== null);
    const invitedAtMs = at('invited');
    if (ending === undefined || invitedAtMs === null) throw new Error(`SIPp lost the call of ${number}: ${errors}`);
    return {
      number,
      hotline,
      invitedAtMs,
      answeredAtMs: at('answered'),
      pressedAtMs: own.filter(({ what }) => what === 'pressed').map(({ atMs }) => atMs),
      endedAtMs: at(ending) ?? 0,
      ending,
    };
  });
}
