import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  formatSipMessage,
  headerOf,
  parseSipMessage,
  type SipMessage,
  statusOf,
} from '@sansheng/config/phone/sip-message';
import type { PhoneRegistration } from '@sansheng/shared/contracts/telephony/phone';
import { WebSocket } from 'ws';
import { registerPhone } from './sip-registration.ts';

const token = (bytes = 8) => randomBytes(bytes).toString('hex');

/** One call that Asterisk rings this phone with. */
export interface IncomingCall {
  /** `performance.now()` of the INVITE. */
  invitedAtMs: number;
  /** The caller that Asterisk names. */
  callerNumber: string;
  isOver: boolean;
  answer(): void;
  /** SIP status of a refusal, e.g. 486. */
  refuse(status: number): void;
  /** Ends a call that was answered. */
  hangUp(): void;
}

/**
 * A seat's phone without a browser: SIP over the server's own WebSocket, registered with the password given out at
 * sign-in. It signals only: it answers with an SDP whose media never begins, so nothing is heard and Asterisk gives
 * such a call up after its rtp_timeout of 30 s.
 */
export class SeatPhone extends EventEmitter<{ invited: [IncomingCall]; over: [IncomingCall] }> {
  readonly calls: IncomingCall[] = [];
  readonly #socket: WebSocket;
  readonly #registration: PhoneRegistration;
  readonly #host = `${token()}.invalid`;
  readonly #dialogs = new Map<string, Dialog>();
  readonly #waiting = new Map<string, (response: SipMessage) => void>();

  private constructor(socket: WebSocket, registration: PhoneRegistration) {
    super();
    this.#socket = socket;
    this.#registration = registration;
    socket.on('message', (bytes) => {
      const text = String(bytes as Buffer);
      // Asterisk keeps the way open with line breaks, which no phone answers.
      if (text.trim() !== '') this.#receive(parseSipMessage(text));
    });
  }

  /** Connects and registers. Throws when either is refused. */
  static async register(url: string, cookie: string, registration: PhoneRegistration): Promise<SeatPhone> {
    const socket = new WebSocket(new URL(registration.webSocketPath, url.replace(/^http/, 'ws')), 'sip', {
      headers: { cookie },
    });
    await once(socket, 'open');
    const phone = new SeatPhone(socket, registration);
    await phone.#register();
    return phone;
  }

  close(): void {
    this.#socket.terminate();
  }

  async #register(): Promise<void> {
    const { sipDomain, sipUser, sipPassword } = this.#registration;
    await registerPhone(
      {
        sipUser,
        sipPassword,
        domain: sipDomain,
        uri: `sip:${sipDomain}`,
        via: `SIP/2.0/WS ${this.#host}`,
        contact: `<sip:${sipUser}@${this.#host};transport=ws>`,
      },
      (request) => this.#ask(request),
    );
  }

  /** Sends a request and waits for its final response. */
  #ask(request: SipMessage): Promise<SipMessage> {
    return new Promise((resolve) => {
      this.#waiting.set(headerOf(request, 'cseq') + headerOf(request, 'call-id'), resolve);
      this.#socket.send(formatSipMessage(request));
    });
  }

  #receive(message: SipMessage): void {
    const status = statusOf(message);
    if (status >= 200) this.#waiting.get(headerOf(message, 'cseq') + headerOf(message, 'call-id'))?.(message);
    // An empty message is Asterisk's sign of life; a reply to it is no SIP, and the center would hang up.
    if (status > 0 || message.startLine === '') return;
    const dialog = this.#dialogs.get(headerOf(message, 'call-id'));
    switch (message.startLine.split(' ')[0]) {
      case 'INVITE':
        if (dialog === undefined) this.#ring(message);
        return;
      case 'CANCEL':
        this.#reply(message, '200 OK');
        dialog?.cancelled();
        return;
      case 'BYE':
        this.#reply(message, '200 OK');
        dialog?.over();
        return;
      case 'ACK':
        return;
      default:
        this.#reply(message, '200 OK');
    }
  }

  #ring(invite: SipMessage): void {
    const send = (text: string) => {
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
    };
    const contact = `<sip:${this.#registration.sipUser}@${this.#host};transport=ws>`;
    const dialog = new Dialog(invite, { send, contact, host: this.#host }, () => this.emit('over', dialog));
    this.#dialogs.set(headerOf(invite, 'call-id'), dialog);
    this.calls.push(dialog);
    dialog.respond('180 Ringing');
    this.emit('invited', dialog);
  }

  #reply(request: SipMessage, status: string): void {
    this.#socket.send(formatSipMessage(responseTo(request, status, '')));
  }
}

interface Way {
  send: (text: string) => void;
  contact: string;
  host: string;
}

/** Our side of one call. */
class Dialog implements IncomingCall {
  readonly invitedAtMs = performance.now();
  readonly callerNumber: string;
  isOver = false;
  readonly #invite: SipMessage;
  readonly #way: Way;
  readonly #onOver: () => void;
  readonly #tag = token(4);
  #isUp = false;

  constructor(invite: SipMessage, way: Way, onOver: () => void) {
    this.#invite = invite;
    this.callerNumber = /<sip:([^@]+)@/.exec(headerOf(invite, 'from'))?.[1] ?? '';
    this.#way = way;
    this.#onOver = onOver;
  }

  respond(status: string, body = ''): void {
    const response = responseTo(this.#invite, status, this.#tag);
    response.headers.push(['contact', this.#way.contact]);
    if (body !== '') response.headers.push(['content-type', 'application/sdp']);
    this.#way.send(formatSipMessage({ ...response, body }));
  }

  answer(): void {
    if (this.isOver || this.#isUp) return;
    this.#isUp = true;
    this.respond('200 OK', answerTo(this.#invite.body));
  }

  refuse(status: number): void {
    this.respond(`${status} No`);
    this.over();
  }

  hangUp(): void {
    if (!this.#isUp || this.isOver) return;
    this.#way.send(
      formatSipMessage({
        startLine: `BYE ${/<([^>]+)>/.exec(headerOf(this.#invite, 'contact'))?.[1] ?? ''} SIP/2.0`,
        headers: [
          ['via', `SIP/2.0/WS ${this.#way.host};branch=z9hG4bK${token()}`],
          ['max-forwards', '70'],
          ['from', `${headerOf(this.#invite, 'to')};tag=${this.#tag}`],
          ['to', headerOf(this.#invite, 'from')],
          ['call-id', headerOf(this.#invite, 'call-id')],
          ['cseq', '1 BYE'],
        ],
        body: '',
      }),
    );
    this.over();
  }

  cancelled(): void {
    if (this.#isUp || this.isOver) return;
    this.respond('487 Request Terminated');
    this.over();
  }

  over(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#onOver();
  }
}

function responseTo(request: SipMessage, status: string, tag: string): SipMessage {
  const copied = ['via', 'record-route', 'from', 'to', 'call-id', 'cseq'];
  const headers = request.headers
    .filter(([name]) => copied.includes(name))
    .map(([name, value]): [string, string] => [name, name === 'to' && tag ? `${value};tag=${tag}` : value]);
  return { startLine: `SIP/2.0 ${status}`, headers, body: '' };
}

/** What a browser would answer, with media that never begins: a port where nobody is and a certificate nobody has. */
function answerTo(offer: string): string {
  const mid = /^a=mid:(\S+)/m.exec(offer)?.[1];
  const events = /^a=rtpmap:(\d+) telephone-event\/8000/m.exec(offer)?.[1];
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    ...(mid === undefined ? [] : [`a=group:BUNDLE ${mid}`]),
    `m=audio 9 UDP/TLS/RTP/SAVPF 8${events === undefined ? '' : ` ${events}`}`,
    'c=IN IP4 127.0.0.1',
    'a=rtcp-mux',
    ...(mid === undefined ? [] : [`a=mid:${mid}`]),
    `a=ice-ufrag:${token(4)}`,
    `a=ice-pwd:${token(12)}`,
    'a=candidate:1 1 UDP 2130706431 127.0.0.1 9 typ host',
    `a=fingerprint:sha-256 ${Array.from(randomBytes(32), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}`,
    'a=setup:active',
    'a=rtpmap:8 PCMA/8000',
    ...(events === undefined ? [] : [`a=rtpmap:${events} telephone-event/8000`]),
    'a=sendrecv',
  ];
  return `${lines.join('\r\n')}\r\n`;
}
