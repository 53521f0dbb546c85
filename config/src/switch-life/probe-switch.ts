import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { formatSipMessage } from '../phone/sip-message.ts';

export interface SwitchAddress {
  /** Address of Asterisk's HTTP server. */
  httpUrl: string;
  ariUser: string;
  ariPassword: string;
  /** The UDP port of the trunk; null if unknown, and then SIP is not checked. */
  sip: { host: string; port: number } | null;
}

/**
 * Whether ARI answers within `limitMs`. A ping is not enough: in some deadlocks the channels answer and the
 * applications hang, in others it is the other way round. Asking for a channel that does not exist takes the locks of
 * both.
 */
export async function probeAri({ httpUrl, ariUser, ariPassword }: SwitchAddress, limitMs: number): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`;
  const ask = async (path: string, status: number): Promise<boolean> => {
    const reply = await fetch(new URL(path, httpUrl), {
      headers: { authorization },
      signal: AbortSignal.timeout(limitMs),
    });
    await reply.arrayBuffer();
    return reply.status === status;
  };
  try {
    const answers = await Promise.all([
      ask(`/ari/channels/probe-${randomBytes(6).toString('hex')}`, 404),
      ask('/ari/applications', 200),
    ]);
    return answers.every(Boolean);
  } catch {
    return false;
  }
}

const RESEND_MS = 500;

/** Whether SIP answers an OPTIONS within `limitMs`, whatever it answers. */
export async function probeSip({ host, port }: { host: string; port: number }, limitMs: number): Promise<boolean> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const callId = randomBytes(12).toString('hex');
  const timers: NodeJS.Timeout[] = [];
  try {
    return await new Promise<boolean>((resolve) => {
      socket.on('error', () => resolve(false));
      socket.on('message', (bytes) => bytes.includes(callId) && resolve(true));
      timers.push(setTimeout(() => resolve(false), limitMs));
      // Connected, so that a closed port is reported at once.
      socket.connect(port, host, () => {
        const local = socket.address();
        const here = `${isIPv6(local.address) ? `[${local.address}]` : local.address}:${local.port}`;
        const there = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
        const text = formatSipMessage({
          startLine: `OPTIONS sip:${there} SIP/2.0`,
          headers: [
            ['via', `SIP/2.0/UDP ${here};branch=z9hG4bK${callId};rport`],
            ['max-forwards', '70'],
            ['from', `<sip:probe@${here}>;tag=${callId}`],
            ['to', `<sip:${there}>`],
            ['call-id', callId],
            ['cseq', '1 OPTIONS'],
            ['contact', `<sip:probe@${here}>`],
          ],
          body: '',
        });
        const send = (): void => {
          socket.send(text);
          timers.push(setTimeout(send, RESEND_MS));
        };
        send();
      });
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
    socket.close();
  }
}

/** `host:port` as a setting has it; null for an empty one. */
function readSipAddress(text: string): SwitchAddress['sip'] {
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? null : { host, port: Number(port) };
}

/** The switch named by the server's settings. */
export const switchAddressOf = (settings: {
  ASTERISK_HTTP_URL?: string;
  ARI_USER?: string;
  ARI_PASSWORD?: string;
  ASTERISK_SIP?: string;
}): SwitchAddress => ({
  httpUrl: settings.ASTERISK_HTTP_URL ?? '',
  ariUser: settings.ARI_USER ?? '',
  ariPassword: settings.ARI_PASSWORD ?? '',
  sip: readSipAddress(settings.ASTERISK_SIP ?? ''),
});
