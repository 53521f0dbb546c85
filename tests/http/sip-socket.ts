import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A phone's SIP socket through the server, with as much SIP as it takes to be let in or not. */
export interface SipSocket {
  socket: WebSocket;
  /** Sends one request, answers one challenge if there is a password, and returns the final status. */
  ask(method: 'REGISTER' | 'INVITE', to: string, password?: string): Promise<number>;
  /** Sends a request and waits for nothing. */
  begin(method: 'INVITE', to: string, password: string): Promise<void>;
}

/** Rejects with the reason when the server does not let the socket in. */
export async function openSip(url: string, cookie: string, sipUser: string): Promise<SipSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sip`, 'sip', cookie === '' ? {} : { headers: { cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // Several messages may come in one turn of the loop: each is kept until it is asked for.
  const inbox: string[] = [];
  socket.on('message', (data: Buffer) => void inbox.push(String(data)));
  let sequence = 0;

  function send(method: string, to: string, callId: string, authorization: string): void {
    sequence += 1;
    const lines = [
      `${method} ${uriOf(method, to)} SIP/2.0`,
      `Via: SIP/2.0/WS phone.invalid;branch=z9hG4bK${callId}${sequence}`,
      'Max-Forwards: 70',
      `From: <sip:${sipUser}@sansheng.invalid>;tag=phone`,
      `To: <sip:${to}@sansheng.invalid>`,
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:${sipUser}@phone.invalid;transport=ws>`,
      ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
      'Content-Length: 0',
    ];
    socket.send(`${lines.join('\r\n')}\r\n\r\n`);
  }
  /** The final response to the newest request of a call. */
  async function receive(callId: string): Promise<string> {
    for (;;) {
      const text = inbox.shift();
      if (text === undefined) await once(socket, 'message');
      else if (/^SIP\/2\.0 [2-6]/.test(text) && text.includes(callId) && text.includes(`CSeq: ${sequence} `))
        return text;
    }
  }
  function prove(response: string, method: string, to: string, password: string): string {
    const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(response)?.[1] ?? '';
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const [realm, nonce, uri] = [field('realm'), field('nonce'), uriOf(method, to)];
    const proof = md5(`${md5(`${sipUser}:${realm}:${password}`)}:${nonce}:00000001:x:auth:${md5(`${method}:${uri}`)}`);
    return `Digest username="${sipUser}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${proof}", algorithm=MD5, qop=auth, nc=00000001, cnonce="x", opaque="${field('opaque')}"`;
  }
  async function challenge(method: string, to: string, callId: string): Promise<string> {
    send(method, to, callId, '');
    return receive(callId);
  }

  return {
    socket,
    ask: async (method, to, password) => {
      const callId = randomBytes(8).toString('hex');
      const first = await challenge(method, to, callId);
      if (password === undefined) return statusOf(first);
      send(method, to, callId, prove(first, method, to, password));
      return statusOf(await receive(callId));
    },
    begin: async (method, to, password) => {
      const callId = randomBytes(8).toString('hex');
      send(method, to, callId, prove(await challenge(method, to, callId), method, to, password));
    },
  };
}

const uriOf = (method: string, to: string) =>
  method === 'REGISTER' ? 'sip:sansheng.invalid' : `sip:${to}@sansheng.invalid`;
const statusOf = (reply: string) => Number(reply.split(' ')[1]);
