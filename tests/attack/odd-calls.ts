import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { hostileTexts } from './hostile-texts.ts';

/** Result of a request that was sent exactly as written. */
export interface OddCall {
  what: string;
  /** Its INVITE was answered with ringing, early media or an answer, so it must have a record. */
  rang: boolean;
  /** The final status; null when none came. */
  status: number | null;
}

export interface OddInvite {
  what: string;
  /** The URI of the request line and of To. */
  uri: string;
  /** Whole values. */
  from: string;
  to?: string;
  /** Whole header lines. */
  more?: string[];
  sdp?: string;
  contact?: string;
  cSeq?: string;
  /** How long it rings before it gives up. 0: at once, without waiting for an answer. */
  ringMs?: number;
  /** Sent as often, as a phone does on a bad line. */
  times?: number;
}

const FINAL_MS = 4000;
const sdpOf = (port: number) =>
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio ${port} RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n`;

/** Calls in and gives up after a while, whatever the response. Bounded: over within ringMs and a few seconds. */
export async function placeOddCall(sipPort: number, invite: OddInvite): Promise<OddCall> {
  const socket = await openUdp(sipPort);
  const local = `127.0.0.1:${socket.address().port}`;
  const callId = randomBytes(10).toString('hex');
  const via = `Via: SIP/2.0/UDP ${local};branch=z9hG4bK${callId}`;
  const from = `From: ${invite.from};tag=${callId.slice(0, 8)}`;
  const to = `To: ${invite.to ?? `<${invite.uri}>`}`;
  const number = invite.cSeq ?? '1';
  const head = (method: string, toLine: string, branch = via, sequence = number) => [
    `${method} ${invite.uri} SIP/2.0`,
    branch,
    'Max-Forwards: 70',
    from,
    toLine,
    `Call-ID: ${callId}`,
    `CSeq: ${sequence} ${method}`,
  ];
  const send = (lines: string[], body = '') =>
    socket.send(Buffer.from(`${[...lines, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`));

  const found: OddCall = { what: invite.what, rang: false, status: null };
  let isOver = false;
  await new Promise<void>((resolve) => {
    const over = setTimeout(resolve, (invite.ringMs ?? 300) + FINAL_MS);
    const giveUp = () => {
      if (!isOver) send(head('CANCEL', to));
    };
    socket.on('message', (bytes) => {
      const text = bytes.toString('latin1');
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0);
      if (!/^CSeq:\s*\d+\s+INVITE/im.test(text) || status === 0) return;
      if (status === 180 || status === 183 || (status >= 200 && status < 300)) {
        if (!found.rang && status < 200) setTimeout(giveUp, invite.ringMs ?? 300);
        found.rang = true;
      }
      if (status < 200) return;
      found.status ??= status;
      const toLine = /^To:.*$/im.exec(text)?.[0] ?? to;
      if (status < 300) {
        send(head('ACK', toLine, `${via}a`));
        send(head('BYE', toLine, `${via}b`, String(Number(number) + 1)));
      } else send(head('ACK', toLine));
      clearTimeout(over);
      setTimeout(resolve, 100);
    });
    const body = invite.sdp ?? sdpOf(socket.address().port);
    const lines = [
      ...head('INVITE', to),
      `Contact: ${invite.contact ?? `<sip:probe@${local}>`}`,
      'Content-Type: application/sdp',
      ...(invite.more ?? []),
    ];
    for (let time = 0; time < (invite.times ?? 1); time += 1) send(lines, body);
    if (invite.ringMs === 0) giveUp();
  });
  isOver = true;
  socket.close();
  return found;
}

/** Sends a datagram and does not wait for a reaction. */
export async function sendRaw(sipPort: number, messages: readonly (string | Buffer)[]): Promise<void> {
  const socket = await openUdp(sipPort);
  for (const message of messages) {
    socket.send(message);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  socket.close();
}

async function openUdp(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()));
  await new Promise<void>((resolve) => socket.connect(port, '127.0.0.1', () => resolve()));
  // Nobody listens: then there is no answer either.
  socket.on('error', () => {});
  return socket;
}

/** As the user part of an address may carry it: special characters are escaped, everything else is unchanged. */
const inUri = (text: string) => (text.isWellFormed() ? encodeURIComponent(text).replaceAll('!', '%21') : '%ED%A0%80');
/** As a quoted display name carries it. A line's end would end the header. */
const inQuotes = (text: string) => text.replaceAll(/[\r\n\0]/g, ' ').replaceAll(/["\\]/g, '\\$&');

/** Injections into dialplan, shell and database by telephone numbers. */
const numbersOfCode = [
  '1):MixMonitor(x.wav,,touch /tmp/proof)',
  '1)}${SHELL(id)}',
  '${SHELL(touch /tmp/proof)}',
  '$[1+1]',
  '4000,5,6',
  '4000)&Set(DB(probe/x)=1',
  '1\r\nAction: Command\r\nCommand: core stop now',
  "1'; DELETE FROM calls; --",
  'h',
  's',
  'i',
  't',
  '+86 138 0013 8000',
  'anonymous',
  '',
];

/** INVITEs of every odd kind, for a hotline that exists. */
export function oddInvites(hotline: string, port: number): OddInvite[] {
  const uri = `sip:${hotline}@127.0.0.1:${port}`;
  const plain = '<sip:13800138001@127.0.0.1>';
  const texts = [...hostileTexts.filter((text) => text.length < 400), ...numbersOfCode];
  const named = texts.map((text, at) => ({ text, word: `${at} ${JSON.stringify(text).slice(0, 40)}` }));
  const sdp = (text: string) => text.replaceAll('\n', '\r\n');
  return [
    ...named.map(({ text, word }) => ({ what: `From user ${word}`, uri, from: `<sip:${inUri(text)}@127.0.0.1>` })),
    ...named.map(({ text, word }) => ({ what: `display name ${word}`, uri, from: `"${inQuotes(text)}" ${plain}` })),
    ...named.map(({ text, word }) => ({
      what: `dialled number ${word}`,
      uri: `sip:${hotline}${inUri(text)}@127.0.0.1:${port}`,
      from: plain,
    })),
    ...numbersOfCode.map((text) => ({
      what: `dialled ${text}`,
      uri: `sip:${inUri(text)}@127.0.0.1:${port}`,
      from: plain,
    })),
    ...named.slice(0, 30).map(({ text, word }) => ({
      what: `asserted and diverted ${word}`,
      uri,
      from: plain,
      more: [
        `P-Asserted-Identity: "${inQuotes(text)}" <sip:${inUri(text)}@127.0.0.1>`,
        `Diversion: <sip:${inUri(text)}@127.0.0.1>;reason=unconditional`,
        `Remote-Party-ID: "${inQuotes(text)}" <sip:${inUri(text)}@127.0.0.1>;party=calling`,
        `Subject: ${inQuotes(text)}`,
        `User-Agent: ${inQuotes(text)}`,
        `X-Anything: ${inQuotes(text)}`,
      ],
    })),
    { what: 'no user in From', uri, from: '<sip:127.0.0.1>' },
    { what: 'tel in From', uri, from: '<tel:+8613800138002>' },
    { what: 'privacy', uri, from: '"Anonymous" <sip:anonymous@anonymous.invalid>', more: ['Privacy: id'] },
    { what: 'a thousand headers', uri, from: plain, more: Array.from({ length: 300 }, (_, at) => `X-N${at}: ${at}`) },
    { what: 'a long header', uri, from: plain, more: [`X-Long: ${'x'.repeat(3000)}`] },
    {
      what: 'no sound in common',
      uri,
      from: plain,
      sdp: sdp('v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 3\n'),
    },
    { what: 'SDP of nonsense', uri, from: plain, sdp: '\u0000\u0001nonsense' },
    { what: 'SDP of no lines', uri, from: plain, sdp: '' },
    {
      what: 'video alone',
      uri,
      from: plain,
      sdp: sdp('v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 31\n'),
    },
    {
      what: 'port 0',
      uri,
      from: plain,
      sdp: sdp('v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 0 RTP/AVP 8\n'),
    },
    { what: 'CSeq of 2^31 - 2', uri, from: plain, cSeq: '2147483646' },
    { what: 'a contact of nonsense', uri, from: plain, contact: '<sip:>' },
    { what: 'a timer of a second', uri, from: plain, more: ['Supported: timer', 'Session-Expires: 1;refresher=uas'] },
    { what: 'an unknown demand', uri, from: plain, more: ['Require: nonsense'] },
    { what: 'given up at once', uri, from: plain, ringMs: 0 },
    { what: 'given up after a moment', uri, from: plain, ringMs: 1 },
    { what: 'sent five times', uri, from: plain, times: 5 },
  ];
}

/** Invalid SIP, and requests that belong to no call. */
export function tornMessages(port: number): (string | Buffer)[] {
  const line = (method: string) => `${method} sip:4000@127.0.0.1:${port} SIP/2.0\r\n`;
  const rest = (method: string, more = '') =>
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK${randomBytes(6).toString('hex')}\r\nFrom: <sip:1@x>;tag=1\r\nTo: <sip:2@x>\r\nCall-ID: ${randomBytes(6).toString('hex')}\r\nCSeq: 1 ${method}\r\n${more}Content-Length: 0\r\n\r\n`;
  return [
    '',
    '\r\n\r\n',
    '\0'.repeat(1000),
    randomBytes(1400),
    'INVITE',
    line('INVITE'),
    `${line('INVITE')}\r\n`,
    `${line('INVITE')}Content-Length: -1\r\n\r\n`,
    `${line('INVITE')}Content-Length: 999999999999\r\n\r\n`,
    'SIP/2.0 200 OK\r\n\r\n',
    'SIP/2.0 999 \r\n\r\n',
    'x'.repeat(60_000),
    `${line('INVITE')}${'Via: SIP/2.0/UDP a\r\n'.repeat(500)}\r\n`,
    `${line('INVITE')}From: ${'<'.repeat(2000)}\r\n\r\n`,
    ...[
      'BYE',
      'CANCEL',
      'ACK',
      'REFER',
      'NOTIFY',
      'SUBSCRIBE',
      'PUBLISH',
      'MESSAGE',
      'INFO',
      'UPDATE',
      'PRACK',
      'REGISTER',
      'NONSENSE',
    ].map((method) => line(method) + rest(method)),
    line('REFER') + rest('REFER', 'Refer-To: <sip:4000@127.0.0.1>\r\n'),
    line('INVITE') + rest('INVITE', 'Replaces: x;to-tag=1;from-tag=2\r\n'),
    line('MESSAGE') + rest('MESSAGE', 'Content-Type: text/plain\r\n'),
  ];
}
