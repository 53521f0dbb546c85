import { once } from 'node:events';
import { connect } from 'node:net';
import { RtpStream } from '@sansheng/config/phone/rtp-stream';
import { formatSipMessage, parseSipMessage, type SipMessage, statusOf } from '@sansheng/config/phone/sip-message';
import { makeTones } from '@sansheng/config/sound/sound';
import type { DeskPhoneAccount } from '@sansheng/shared/contracts/telephony/phone';
import { onTestFinished } from 'vitest';
import { CustomerPhone } from './customer-phone.ts';
import { registerPhone } from './sip-registration.ts';

/** The trunk takes what comes from 127.0.0.1 for its own. */
const HOST = '127.0.0.2';
/** Before the registration ends, which is asked for 300 s. */
const RENEW_MS = 200_000;

/** A telephone on a seat's desk: registered over TCP with the account that its seat was shown, rung like any telephone. */
export class DeskTelephone extends CustomerPhone {
  /** Throws when the registration is refused; kept registered, and closed when the test is over. */
  static async register(
    { server, sipUser, sipPassword }: DeskPhoneAccount,
    { toneHz = 660 } = {},
  ): Promise<DeskTelephone> {
    const [, host = '', port = ''] = /^([^:]+):(\d+);transport=tcp$/.exec(server) ?? [];
    const socket = connect({ host, port: Number(port), localAddress: HOST });
    await once(socket, 'connect');
    const rtp = await RtpStream.open('127.0.0.1', makeTones(8000, [[toneHz, 1000]]).samples);
    let renewing: NodeJS.Timeout | undefined;
    onTestFinished(() => {
      clearInterval(renewing);
      rtp.close();
      socket.destroy();
    });
    const contact = `<sip:${sipUser}@${HOST}:${socket.localPort};transport=tcp>`;
    const phone = new DeskTelephone(rtp, contact);
    const send = (text: string) => void socket.write(text);
    let answered: (response: SipMessage) => void = () => {};
    readMessages(socket, (message) => {
      const status = statusOf(message);
      if (status === 0) phone.receive(message, send);
      else if (status >= 200) answered(message);
    });

    const via = `SIP/2.0/TCP ${HOST}:${socket.localPort}`;
    const register = () =>
      registerPhone(
        { sipUser, sipPassword, domain: host, uri: `sip:${host}:${port}`, via, contact },
        (request) =>
          new Promise((resolve) => {
            answered = resolve;
            send(formatSipMessage(request));
          }),
      );
    await register();
    renewing = setInterval(() => void register(), RENEW_MS);
    return phone;
  }
}

/** Messages of a stream: each says how long its body is. */
function readMessages(socket: NodeJS.ReadableStream, on: (message: SipMessage) => void): void {
  let text = '';
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    for (;;) {
      const head = text.indexOf('\r\n\r\n');
      if (head === -1) return;
      const length = Number(/^content-length:\s*(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      on(parseSipMessage(text.slice(0, head + 4 + length)));
      text = text.slice(head + 4 + length);
    }
  });
}
