import { lookup as lookUp } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '@sansheng/shared/addresses';
import { RoomSettingsSchema } from '@sansheng/shared/tables/lead-room/live-board';
import type { DataSource } from 'typeorm';

const TIMEOUT_MS = 10_000;

export class PrivateAddress extends Error {
  constructor(address: string) {
    super(`privateAddress: ${address}`);
  }
}

/** Whether the center lets other software be told inside its own network. */
export async function allowsPrivateAddresses(db: DataSource): Promise<boolean> {
  const { allowsPrivateWebhooks } = await db.getRepository(RoomSettingsSchema).findOneByOrFail({ name: 'room' });
  return allowsPrivateWebhooks;
}

/** HTTP status of the answer. The address is checked when connecting, so a name cannot change in between. */
export function postTo(
  url: string,
  body: string,
  allowsPrivate: boolean,
  headers: Record<string, string>,
): Promise<number> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return Promise.reject(new PrivateAddress(host));
  const lookup: LookupFunction = (name, options, done) => {
    lookUp(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, '', 0);
      const inside = allowsPrivate ? undefined : addresses.find(({ address }) => isPrivateAddress(address));
      if (inside !== undefined) return done(new PrivateAddress(`${name} ${inside.address}`), '', 0);
      // Connect only to one of the addresses that were checked.
      const [first] = addresses;
      if (options.all === true || first === undefined) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
  return new Promise((resolve, reject) => {
    const send = protocol === 'https:' ? requestSecure : requestPlain;
    const request = send(
      url,
      {
        method: 'POST',
        lookup,
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
