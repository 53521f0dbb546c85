import { type Socket, createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { type SoundDescription, describeSound } from '../sound/describe-sound.ts';
import { keySpacingMs, RtpStream } from './rtp-stream.ts';
import {
  type SipMessage,
  formatSipMessage,
  headerOf,
  parseSipMessage,
  readMediaAddress,
  statusOf,
} from './sip-message.ts';

export type CallEvent =
  /** Our INVITE has left. */
  | { kind: 'invited' }
  | { kind: 'trying' }
  | { kind: 'ringing' }
  /** Sound before the answer (183). */
  | { kind: 'earlyMedia' }
  /** `press` sends the keys 0-9, * and # one after another: as events in the sound (RFC 4733), by SIP INFO, or by both. */
  | { kind: 'answered'; press: (keys: string, way?: KeyWay) => void }
  /** The other side has pressed a key (RFC 4733). */
  | { kind: 'key'; key: string }
  | { kind: 'heard'; sound: SoundDescription; samples: Int16Array }
  | CallEnd;

export type KeyWay = 'event' | 'info' | 'both';

export type CallEnd =
  | { kind: 'ended'; by: 'us' | 'them'; talkedMs: number; packetsSent: number; packetsReceived: number; reason: string }
  | { kind: 'refused'; status: number; phrase: string }
  /** We gave up before the answer. */
  | { kind: 'cancelled' }
  | { kind: 'unreachable'; why: string };

export interface CallOptions {
  from: string;
  to: string;
  /** The trunk. */
  host: string;
  port: number;
  /** Address to call from. */
  localHost: string;
  /** Further headers of the INVITE, e.g. `['p-asserted-identity', '<sip:...>']`. */
  headers?: [name: string, value: string][];
  /** Put before the address in From, exactly as given. */
  displayName?: string;
  /** 8 kHz, sent over and over while the call is up. */
  samples: Int16Array;
  onEvent: (event: CallEvent) => void;
  /** False: no events in the sound (RFC 4733) are offered, as by a gateway that sends keys as tones. */
  offersKeys?: boolean;
  /** Aborting it hangs up, or cancels before the answer. */
  hangUp: AbortSignal;
}

const retransmitMs = [500, 1500, 3500, 7500];
const silenceLimitMs = 8_000;
const heardWindowSamples = 4_000;

/** A telephone call over SIP (UDP) with A-law sound both ways. Resolves when it is over; never rejects for what the other side does. */
export async function placeCall(options: CallOptions): Promise<CallEnd> {
  const rtp = await RtpStream.open(options.localHost, options.samples);
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, options.localHost, resolve);
  });
  // Connected, so that the system reports when nobody listens there.
  await new Promise<void>((resolve) => socket.connect(options.port, options.host, () => resolve()));
  try {
    return await new Dialog(options, socket, rtp).run();
  } finally {
    rtp.close();
    socket.close();
  }
}

class Dialog {
  readonly #options: CallOptions;
  readonly #socket: Socket;
  readonly #rtp: RtpStream;
  readonly #callId = randomBytes(12).toString('hex');
  readonly #tag = randomBytes(6).toString('hex');
  readonly #branch = makeBranch();
  readonly #local: string;
  /** The far side's To with its tag, and its Contact, once known. */
  #to: string;
  #target: string;
  #state: 'inviting' | 'cancelling' | 'up' | 'leaving' | 'over' = 'inviting';
  #isHeard = false;
  #wasRinging = false;
  #answeredAtMs = 0;
  #sequence = 1;
  #ack = '';
  #timers = new Set<NodeJS.Timeout>();
  #settle: (end: CallEnd) => void = () => {};

  constructor(options: CallOptions, socket: Socket, rtp: RtpStream) {
    this.#options = options;
    this.#socket = socket;
    this.#rtp = rtp;
    this.#local = `${options.localHost}:${socket.address().port}`;
    this.#to = `<sip:${options.to}@${options.host}:${options.port}>`;
    this.#target = `sip:${options.to}@${options.host}:${options.port}`;
  }

  async run(): Promise<CallEnd> {
    const { hangUp } = this.#options;
    this.#rtp.onKey = (key) => this.#options.onEvent({ kind: 'key', key });
    const over = new Promise<CallEnd>((resolve) => {
      this.#settle = (end) => {
        if (this.#state === 'over') return;
        this.#state = 'over';
        this.#options.onEvent(end);
        resolve(end);
      };
    });
    this.#socket.on('error', (error) => this.#settle({ kind: 'unreachable', why: error.message }));
    this.#socket.on('message', (bytes) => this.#receive(parseSipMessage(bytes.toString('utf8'))));
    const leave = () => this.#leave();
    hangUp.addEventListener('abort', leave, { once: true });
    this.#invite();
    const listening = setInterval(() => this.#listen(), 500);
    try {
      if (hangUp.aborted) this.#leave();
      return await over;
    } finally {
      hangUp.removeEventListener('abort', leave);
      clearInterval(listening);
      for (const timer of this.#timers) clearTimeout(timer);
    }
  }

  #invite(): void {
    const invite = this.#request('INVITE', this.#branch, this.#sequence, this.#describeMedia());
    this.#send(invite);
    this.#options.onEvent({ kind: 'invited' });
    for (const ms of retransmitMs) {
      this.#after(ms, () => {
        if (this.#state === 'inviting' && !this.#isHeard) this.#send(invite);
      });
    }
    this.#after(silenceLimitMs, () => {
      if (!this.#isHeard) this.#settle({ kind: 'unreachable', why: 'no answer to the INVITE' });
    });
  }

  /** Hangs up, or cancels what is not answered yet. */
  #leave(): void {
    if (this.#state === 'inviting') {
      this.#state = 'cancelling';
      this.#send(this.#request('CANCEL', this.#branch, this.#sequence));
      this.#after(3_000, () => this.#settle({ kind: 'cancelled' }));
    } else if (this.#state === 'up') {
      this.#bye();
    }
  }

  #bye(): void {
    this.#state = 'leaving';
    this.#sequence += 1;
    const bye = this.#request('BYE', makeBranch(), this.#sequence);
    this.#send(bye);
    this.#after(500, () => this.#send(bye));
    this.#after(2_000, () => this.#end('us', 'no answer to our BYE'));
  }

  #press = (keys: string, way: KeyWay = 'event'): void => {
    if (way !== 'info') this.#rtp.press(keys);
    if (way === 'event') return;
    for (const [i, key] of [...keys].entries()) this.#after(i * keySpacingMs, () => this.#inform(key));
  };

  #inform(key: string): void {
    this.#sequence += 1;
    const body = `Signal=${key}\r\nDuration=160\r\n`;
    this.#send(this.#request('INFO', makeBranch(), this.#sequence, body, 'application/dtmf-relay'));
  }

  #receive(message: SipMessage): void {
    if (headerOf(message, 'call-id') !== this.#callId) return;
    if (statusOf(message) > 0) this.#receiveResponse(message);
    else this.#receiveRequest(message);
  }

  #receiveResponse(message: SipMessage): void {
    const status = statusOf(message);
    const method = headerOf(message, 'cseq').split(' ')[1];
    if (method === 'BYE' && status >= 200) this.#end('us', '');
    if (method !== 'INVITE') return;
    this.#isHeard = true;
    if (status < 200) this.#receiveProgress(status, message);
    else if (status < 300) this.#receiveAnswer(message);
    else this.#receiveRefusal(status, message);
  }

  #receiveProgress(status: number, message: SipMessage): void {
    const media = readMediaAddress(message.body);
    if (media) this.#rtp.sendTo(media.host, media.port);
    if (status === 100) this.#options.onEvent({ kind: 'trying' });
    else if (status === 183) this.#options.onEvent({ kind: 'earlyMedia' });
    else if (status === 180 && !this.#wasRinging) {
      this.#wasRinging = true;
      this.#options.onEvent({ kind: 'ringing' });
    }
  }

  #receiveAnswer(message: SipMessage): void {
    if (this.#ack) {
      // Our ACK was lost.
      this.#send(this.#ack);
      return;
    }
    this.#to = headerOf(message, 'to');
    this.#target = /<([^>]+)>/.exec(headerOf(message, 'contact'))?.[1] ?? this.#target;
    this.#ack = this.#request('ACK', makeBranch(), this.#sequence);
    this.#send(this.#ack);
    if (this.#state === 'cancelling') {
      // The answer crossed our CANCEL.
      this.#bye();
      return;
    }
    this.#state = 'up';
    this.#answeredAtMs = performance.now();
    const media = readMediaAddress(message.body);
    if (media) this.#rtp.sendTo(media.host, media.port);
    this.#options.onEvent({ kind: 'answered', press: this.#press });
  }

  #receiveRefusal(status: number, message: SipMessage): void {
    this.#to = headerOf(message, 'to');
    this.#send(this.#request('ACK', this.#branch, this.#sequence));
    if (this.#state === 'cancelling') this.#settle({ kind: 'cancelled' });
    else {
      const phrase = message.startLine.replace(/^SIP\/2\.0 \d+ ?/, '');
      this.#settle({ kind: 'refused', status, phrase });
    }
  }

  #receiveRequest(message: SipMessage): void {
    const method = message.startLine.split(' ')[0];
    if (method === 'ACK') return;
    const isInvite = method === 'INVITE';
    this.#send(
      formatSipMessage({
        startLine: 'SIP/2.0 200 OK',
        headers: [
          ...message.headers.filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name)),
          ['contact', `<sip:${this.#options.from}@${this.#local}>`],
          ...(isInvite ? [['content-type', 'application/sdp'] as [string, string]] : []),
        ],
        body: isInvite ? this.#describeMedia() : '',
      }),
    );
    if (method === 'BYE') this.#end('them', /text="([^"]*)"/.exec(headerOf(message, 'reason'))?.[1] ?? '');
  }

  #end(by: 'us' | 'them', reason: string): void {
    const talkedMs = this.#answeredAtMs === 0 ? 0 : performance.now() - this.#answeredAtMs;
    const { packetsSent, packetsReceived } = this.#rtp;
    this.#settle({ kind: 'ended', by, talkedMs, packetsSent, packetsReceived, reason });
  }

  #listen(): void {
    const samples = this.#rtp.takeHeard().slice(-heardWindowSamples);
    if (samples.length > heardWindowSamples / 2) {
      this.#options.onEvent({ kind: 'heard', sound: describeSound({ rate: 8000, samples }), samples });
    }
  }

  #request(method: string, branch: string, sequence: number, body = '', contentType = 'application/sdp'): string {
    const { from, to, host, port, displayName = '', headers: more = [] } = this.#options;
    const isOutsideDialog = method === 'INVITE' || method === 'CANCEL';
    const headers: [string, string][] = [
      ['via', `SIP/2.0/UDP ${this.#local};branch=${branch};rport`],
      ['max-forwards', '70'],
      ['from', `${displayName}<sip:${from}@${this.#local}>;tag=${this.#tag}`],
      ['to', isOutsideDialog ? `<sip:${to}@${host}:${port}>` : this.#to],
      ['call-id', this.#callId],
      ['cseq', `${sequence} ${method}`],
      ['contact', `<sip:${from}@${this.#local}>`],
      ['user-agent', 'Sansheng demonstration phone'],
      ...(method === 'INVITE' ? more : []),
    ];
    if (body) headers.push(['content-type', contentType]);
    const target = isOutsideDialog || branch === this.#branch ? `sip:${to}@${host}:${port}` : this.#target;
    return formatSipMessage({ startLine: `${method} ${target} SIP/2.0`, headers, body });
  }

  #describeMedia(): string {
    const { localHost: host, offersKeys = true } = this.#options;
    const lines = [
      'v=0',
      `o=- 1 1 IN IP4 ${host}`,
      's=call',
      `c=IN IP4 ${host}`,
      't=0 0',
      `m=audio ${this.#rtp.port} RTP/AVP 8 0${offersKeys ? ' 101' : ''}`,
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:0 PCMU/8000',
      ...(offersKeys ? ['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15'] : []),
      'a=ptime:20',
      'a=sendrecv',
    ];
    return `${lines.join('\r\n')}\r\n`;
  }

  #send(text: string): void {
    if (this.#state !== 'over') this.#socket.send(text);
  }

  #after(ms: number, action: () => void): void {
    const timer = setTimeout(action, ms);
    this.#timers.add(timer);
  }
}

const makeBranch = () => `z9hG4bK${randomBytes(8).toString('hex')}`;
