import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { RtpStream } from '@sansheng/config/phone/rtp-stream';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  readMediaAddress,
  type SipMessage,
} from '@sansheng/config/phone/sip-message';
import { describeSound, measureTone, type SoundDescription } from '@sansheng/config/sound/describe-sound';
import { makeTones } from '@sansheng/config/sound/sound';
import { type Sound } from '@sansheng/shared/wav';
import { onTestFinished } from 'vitest';
import { eventually } from './eventually.ts';

const HOST = '127.0.0.1';

/** One call that the center rings this customer with. */
export interface CustomerCall {
  /** The number dialled, and the number shown as the caller's. */
  to: string;
  from: string;
  atMs: number;
  isOver: boolean;
  answer(): void;
  press(keys: string): void;
  /** SIP status of a refusal, e.g. 486. */
  refuse(status: number): void;
}

/** Customers' telephones behind the trunk: rung when the center dials out. Real SIP and RTP, from this process. */
export class CustomerPhone {
  readonly calls: CustomerCall[] = [];
  readonly #rtp: RtpStream;
  readonly #contact: string;
  readonly #dialogs = new Map<string, { invite: SipMessage; call: CustomerCall; tag: string }>();

  /** `contact`: where it is reached. */
  protected constructor(rtp: RtpStream, contact: string) {
    this.#rtp = rtp;
    this.#contact = contact;
  }

  /** Closed when the test is over. */
  static async open(port: number): Promise<CustomerPhone> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, HOST, resolve);
    });
    const rtp = await RtpStream.open(HOST, makeTones(8000, [[660, 1000]]).samples);
    onTestFinished(() => {
      rtp.close();
      socket.close();
    });
    const phone = new CustomerPhone(rtp, `<sip:customer@${HOST}:${port}>`);
    socket.on('message', (bytes, { port: to, address }) =>
      phone.receive(parseSipMessage(bytes.toString('utf8')), (text) => socket.send(text, to, address)),
    );
    return phone;
  }

  /** What came since the last look, at most half a second of it. */
  get sound(): SoundDescription {
    return describeSound(this.#takeHeard());
  }

  /** Whether this tone was in the ear since the last look, alone or with others. */
  hears(toneHz: number): boolean {
    return measureTone(this.#takeHeard(), toneHz) > 0.1;
  }

  #takeHeard(): Sound {
    return { rate: 8000, samples: this.#rtp.takeHeard().subarray(-4000) };
  }

  /** Waits until a customer is rung for the n-th time. */
  rings(n = 1, withinMs = 15_000): Promise<CustomerCall> {
    return eventually(() => this.calls[n - 1], { withinMs, what: `call ${n} to a customer` });
  }

  protected receive(message: SipMessage, send: (text: string) => void): void {
    const id = headerOf(message, 'call-id');
    const known = this.#dialogs.get(id);
    const reply = (request: SipMessage, status: string, tag: string, body = ''): void => {
      const copied = request.headers
        .filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
        .map(([name, value]): [string, string] => [
          name,
          name === 'to' && !value.includes('tag=') ? `${value};tag=${tag}` : value,
        ]);
      const described: [string, string][] = body === '' ? [] : [['content-type', 'application/sdp']];
      const headers: [string, string][] = [...copied, ['contact', this.#contact], ...described];
      send(formatSipMessage({ startLine: `SIP/2.0 ${status}`, headers, body }));
    };
    switch (message.startLine.split(' ')[0]) {
      case 'INVITE': {
        if (known !== undefined) return;
        const tag = randomBytes(4).toString('hex');
        const call: CustomerCall = {
          to: userOf(message.startLine),
          from: userOf(headerOf(message, 'from')),
          atMs: performance.now(),
          isOver: false,
          answer: () => {
            const media = readMediaAddress(message.body);
            if (media !== null) this.#rtp.sendTo(media.host, media.port);
            reply(message, '200 OK', tag, describeMedia(this.#rtp.port));
          },
          press: (keys) => this.#rtp.press(keys),
          refuse: (status) => {
            reply(message, `${status} No`, tag);
            call.isOver = true;
          },
        };
        this.#dialogs.set(id, { invite: message, call, tag });
        this.calls.push(call);
        return reply(message, '180 Ringing', tag);
      }
      case 'CANCEL':
        reply(message, '200 OK', known?.tag ?? '');
        if (known === undefined || known.call.isOver) return;
        known.call.isOver = true;
        return reply(known.invite, '487 Request Terminated', known.tag);
      case 'OPTIONS':
        return reply(message, '200 OK', '');
      case 'BYE':
        reply(message, '200 OK', known?.tag ?? '');
        if (known !== undefined) known.call.isOver = true;
        // Its port in Asterisk may be another call's now.
        if (this.calls.every(({ isOver }) => isOver)) this.#rtp.stop();
    }
  }
}

const userOf = (address: string): string => /sip:([^@>]*)@/.exec(address)?.[1] ?? '';

function describeMedia(port: number): string {
  const lines = [
    'v=0',
    `o=- 1 1 IN IP4 ${HOST}`,
    's=call',
    `c=IN IP4 ${HOST}`,
    't=0 0',
    `m=audio ${port} RTP/AVP 8 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=sendrecv',
  ];
  return `${lines.join('\r\n')}\r\n`;
}
