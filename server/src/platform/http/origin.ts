import { plainAddress } from '@sansheng/shared/addresses';
import type { IncomingMessage } from 'node:http';

/** The host that the browser asked for; with a trusted proxy in front, the one that the proxy reports. */
function hostOf({ headers }: IncomingMessage, trustProxy: number): string | undefined {
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined;
  return (typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : headers.host)?.toLowerCase();
}

/** RFC 9112: a request that names two hosts is refused, since something on the way may have used the other one. */
export function namesOneHost({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length <= 1;
}

/**
 * True when a browser sent this from a page of our own host, or no browser sent it. Browsers name the page's origin
 * with every unsafe request and every WebSocket; a page of another site cannot leave it out.
 */
export function isOwnOrigin(request: IncomingMessage, trustProxy: number): boolean {
  if (!namesOneHost(request)) return false;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  return URL.canParse(origin) && new URL(origin).host === hostOf(request, trustProxy);
}

/**
 * The client's address: the socket's, or the one that the outermost of `trustProxy` trusted proxies saw. Each proxy
 * appends the address it was called from; entries before those are the client's own claim.
 */
export function addressOf(request: IncomingMessage, trustProxy: number): string {
  const forwarded = trustProxy > 0 ? request.headers['x-forwarded-for'] : undefined;
  const claimed = forwarded === undefined ? [] : String(forwarded).split(',');
  const hops = [...claimed.map((one) => one.trim()), request.socket.remoteAddress ?? ''];
  const address = hops.at(-1 - trustProxy) ?? hops[0] ?? '';
  return plainAddress(address) ?? address;
}
