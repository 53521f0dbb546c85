import { createSocket } from 'node:dgram';
import { Counter, type Registry } from 'prom-client';
import type { Logger } from 'pino';
import { readHep } from './read-hep.ts';
import { createRefusedInvites } from './refused-invites.ts';

/** Asterisk's name in what it sends (pjsip.conf, user_agent). */
const SERVER = 'Sansheng';
/** Another server on this machine may be listening; it may end. */
const TRY_AGAIN_MS = 5000;

/**
 * Counts the calls that Asterisk itself refused, by SIP status: they have no channel and no event, but res_hep reports
 * every SIP message (hep.conf). Port 0: not reported. Returns the function that stops it.
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
      log.info({ status }, 'Asterisk itself refused a call');
    });
    socket.once('error', (error) => {
      log.debug({ err: error, port }, 'cannot listen for refused calls, will retry');
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
