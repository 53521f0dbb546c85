import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

const LONGEST_REPLY = 64 * 1024;

/** Status and body of one of our own pages on this machine; null: no answer within `limitMs`. */
export function askUrl(url: string, limitMs: number): Promise<{ status: number; body: string } | null> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(limitMs);
    // Our own certificate on our own machine.
    const request = url.startsWith('https:')
      ? getHttps(url, { rejectUnauthorized: false, signal })
      : getHttp(url, { signal });
    request.on('error', () => resolve(null));
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
        if (body.length > LONGEST_REPLY) request.destroy();
      });
      response.on('error', () => resolve(null));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}
