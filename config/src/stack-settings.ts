import { join, resolve } from 'node:path';
import { z } from 'zod';
import { WrongSettings } from './environment.ts';
import { dataHome } from './stack/index.ts';

const port = z.coerce.number().int().min(1).max(65_535);

/** Settings of the local stack, beside those of the server and the queue-workers (`environment.ts`). */
const StackSettings = z.object({
  /** Folder of the center's data: database, recordings, secrets, logs. */
  DATA_DIR: z.string().default(join(dataHome, 'center')),
  /** Address and UDP port of the trunk's side. 127.0.0.1 is enough for the demonstration trunk; a carrier needs more. */
  SIP_HOST: z.ipv4().default('127.0.0.1'),
  SIP_PORT: port.default(5060),
  /** Address on which telephones on seats' desks may register by TCP, at SIP_PORT. Loopback: none from elsewhere. */
  DESK_SIP_HOST: z.ipv4().default('127.0.0.1'),
  /** Addresses or networks whose calls the demonstration trunk takes, separated by commas. */
  TRUNK_ADDRESSES: z
    .string()
    .regex(/^[\d./,]+$/)
    .default('127.0.0.1'),
  /** Where the demonstration trunk sends calls to customers: address and UDP port of a carrier, or of a telephone. */
  TRUNK_DIAL_TO: z
    .string()
    .regex(/^[\w.-]+:\d+$/)
    .default('127.0.0.1:5090'),
  /** UDP ports of the media, first and last; two per leg. */
  RTP_PORT_MIN: port.default(20_000),
  RTP_PORT_MAX: port.default(20_999),
});

export type StackSettings = z.infer<typeof StackSettings>;

/** Parses the settings of the local stack. Throws WrongSettings naming every bad one. */
export function readStackSettings(source: Record<string, string | undefined> = process.env): StackSettings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = StackSettings.safeParse(given);
  if (!parsed.success) {
    throw new WrongSettings(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const settings = { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
  if (settings.RTP_PORT_MAX - settings.RTP_PORT_MIN < 9) {
    throw new WrongSettings(['RTP_PORT_MAX: must be at least 9 above RTP_PORT_MIN']);
  }
  return settings;
}
