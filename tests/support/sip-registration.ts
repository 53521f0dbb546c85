import { createHash, randomBytes } from 'node:crypto';
import { headerOf, type SipMessage, statusOf } from '@sansheng/config/phone/sip-message';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The header Authorization for a challenge (RFC 2617, MD5, qop=auth). */
function answerChallenge(
  challenge: string,
  ask: { sipUser: string; sipPassword: string; method: string; uri: string },
): string {
  const part = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, cnonce] = [part('realm'), part('nonce'), randomBytes(8).toString('hex')];
  const secret = [md5(`${ask.sipUser}:${realm}:${ask.sipPassword}`), md5(`${ask.method}:${ask.uri}`)];
  const digest = md5(`${secret[0]}:${nonce}:00000001:${cnonce}:auth:${secret[1]}`);
  return (
    `Digest username="${ask.sipUser}", realm="${realm}", nonce="${nonce}", uri="${ask.uri}", response="${digest}", ` +
    `algorithm=MD5, qop=auth, nc=00000001, cnonce="${cnonce}"${part('opaque') ? `, opaque="${part('opaque')}"` : ''}`
  );
}

/**
 * Registers a phone at `uri`: asked, challenged, and asked again with the password. `via` and `contact` as the headers have
 * them, without branch and expiry; `ask` sends a request and returns its final response. Throws when it is refused.
 */
export async function registerPhone(
  phone: { sipUser: string; sipPassword: string; domain: string; uri: string; via: string; contact: string },
  ask: (request: SipMessage) => Promise<SipMessage>,
): Promise<void> {
  const { sipUser, sipPassword, uri } = phone;
  const token = (bytes: number) => randomBytes(bytes).toString('hex');
  const own = `<sip:${sipUser}@${phone.domain}>`;
  const callId = token(8);
  const register = (cseq: number, authorization: [string, string][]) =>
    ask({
      startLine: `REGISTER ${uri} SIP/2.0`,
      headers: [
        ['via', `${phone.via};branch=z9hG4bK${token(8)}`],
        ['max-forwards', '70'],
        ['from', `${own};tag=${token(4)}`],
        ['to', own],
        ['call-id', callId],
        ['cseq', `${cseq} REGISTER`],
        ['contact', `${phone.contact};expires=300`],
        ...authorization,
      ],
      body: '',
    });
  const challenge = headerOf(await register(1, []), 'www-authenticate');
  const authorization = answerChallenge(challenge, { sipUser, sipPassword, method: 'REGISTER', uri });
  const registered = await register(2, [['authorization', authorization]]);
  if (statusOf(registered) !== 200) throw new Error(`not registered: ${registered.startLine}`);
}
