import { plainAddress } from '@sansheng/shared/addresses';
import type { IncomingMessage } from 'node:http';

/** The host that the browser asked for; with a trusted proxy in front, what that proxy says it was. */
function hostOf({ headers }: IncomingMessage, trustProxy: number): string | undefined {
  const forwarded = trustProxy > 0 ? headers['x-forwarded-host'] : undefined;
  return (typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : headers.host)?.toLowerCase();
}

/** RFC 9112: who names two hosts is answered neither, since somebody on the way may have read the other one. */
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
 * The asker's address: the socket's, or what the outermost of `trustProxy` trusted proxies saw. Each proxy adds the
 * address it was called from at the end of the list; what stands before those is the caller's own claim.
 */
export function addressOf(request: IncomingMessage, trustProxy: number): string {
  const forwarded = trustProxy > 0 ? request.headers['x-forwarded-for'] : undefined;
  const claimed = forwarded === undefined ? [] : String(forwarded).split(',');
  const hops = [...claimed.map((one) => one.trim()), request.socket.remoteAddress ?? ''];
  const address = hops.at(-1 - trustProxy) ?? hops[0] ?? '';
  return plainAddress(address) ?? address;
}
