import { createLineDestination } from '@sansheng/shared/log';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const secrets = [
  'password',
  'sipPassword',
  'passwordHash',
  'token',
  'csrfToken',
  'cookie',
  'set-cookie',
  'authorization',
];

/**
 * One JSON line per event on standard output. Secrets are blanked at the top of a line and two levels below it; give
 * a line plain fields, not whole requests.
 */
export function createLogger(
  options: { level: string; name: string },
  destination: DestinationStream = createLineDestination(),
): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      redact: {
        paths: secrets.flatMap((secret) => [`["${secret}"]`, `*["${secret}"]`, `*.*["${secret}"]`]),
        censor: '[secret]',
      },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** The log of one call: every line of it carries the call's id. */
export function logOfCall(log: Logger, callId: string): Logger {
  return log.child({ callId });
}
