import { createSocket } from 'node:dgram';
import { Counter, type Registry } from 'prom-client';
import type { Logger } from 'pino';
import { readHep } from './read-hep.ts';
import { createRefusedInvites } from './refused-invites.ts';

/** Asterisk's name in what it sends (pjsip.conf, user_agent). */
const SERVER = 'Sansheng';
/** Another server on this machine may listen; it may end. */
const TRY_AGAIN_MS = 5000;

/**
 * Counts the calls that Asterisk refused by itself, by their SIP status: of these there is no channel and no event, but
 * res_hep tells of every SIP message (hep.conf). Port 0: it tells nobody. Returns the function that ends it.
 */
export function watchRefusedInvites(port: number, metrics: Registry, log: Logger): () => void {
  const refused = new Counter({
    name: 'sansheng_invites_refused_total',
    help: 'Calls that Asterisk refused by itself before they rang, by SIP status',
    labelNames: ['status'] as const,
    registers: [metrics],
  });
  if (port === 0) return () => {};
  const isRefused = createRefusedInvites(SERVER);
  let retry: NodeJS.Timeout | undefined;
  let close = () => {};

  function open(): void {
    const socket = createSocket('udp4');
    close = () => socket.close();
    socket.on('message', (packet) => {
      const message = readHep(packet);
      const status = message === null ? null : isRefused(message);
      if (status === null) return;
      refused.inc({ status });
      log.info({ status }, 'Asterisk refused a call by itself');
    });
    socket.once('error', (error) => {
      log.debug({ err: error, port }, 'refused calls cannot be heard of, trying again');
      socket.close();
      close = () => {};
      retry = setTimeout(open, TRY_AGAIN_MS);
    });
    socket.bind(port, '127.0.0.1');
  }
  open();
  return () => {
    clearTimeout(retry);
    close();
  };
}
