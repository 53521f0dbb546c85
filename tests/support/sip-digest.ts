import { createHash, randomBytes } from 'node:crypto';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** The header Authorization for a challenge (RFC 2617, MD5, qop=auth). */
export function answerChallenge(
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
