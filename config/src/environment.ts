import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(['0', '1', 'true', 'false']).transform((v) => v === '1' || v === 'true');

/** A program with the arguments that come before ours; JSON, since a path may contain spaces. */
const speechCommand = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('is not JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      program: z.string().min(1),
      args: z.array(z.string()).default([]),
      env: z.record(z.string(), z.string()).default({}),
    }),
  );

const recordingKeys = z.string().transform((text, context): Buffer[] => {
  const keys = text.split(',').map((key) => key.trim());
  if (!keys.every((key) => /^[0-9a-f]{64}$/i.test(key))) {
    context.addIssue('each key is 64 hex digits');
    return z.NEVER;
  }
  return keys.map((key) => Buffer.from(key, 'hex'));
});

/**
 * Every setting the server and the queue-workers read. The only place that reads the process environment.
 * Times are milliseconds unless the name says otherwise.
 */
export const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Port of HTTP, Socket.IO and `/sip`. */
  PORT: port.default(3000),
  /** Address the HTTP port listens on. */
  HOST: z.string().default('0.0.0.0'),
  /** PEM files; when both are given the port speaks TLS. */
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** Number of trusted reverse proxies in front (0: client addresses are taken from the socket). */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),

  /** Name of the center's keys in Redis: all keys of a center share this hash tag. */
  CENTER_ID: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('main'),
  /** Country (ISO 3166 alpha-2) that numbers without a country code belong to. */
  CENTER_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('CN'),
  /** Area code that local landline numbers without one belong to (Beijing 010). Digits after the trunk 0. */
  CENTER_AREA_CODE: z
    .string()
    .regex(/^\d{0,4}$/)
    .default('10'),
  /** Time zone in which days and half hours of the figures begin. */
  CENTER_TIME_ZONE: z.string().default('Asia/Shanghai'),
  /** Demonstration center: seeded accounts, `/demo/phone`. Refused with NODE_ENV=production. */
  DEMONSTRATION: flag.default(false),

  /** Length of one ring in ms. 5000 in China (1 s tone, 4 s silence). The three-ring target is 3 of these. */
  RING_CYCLE_MS: z.coerce.number().int().min(200).max(10_000).default(5000),

  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  /** mysql://user:password@host:port/database (MySQL 8 or MariaDB). */
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),

  /** Asterisk's HTTP server, e.g. http://127.0.0.1:8088 (ARI below /ari, SIP over WebSocket at /ws). */
  ASTERISK_HTTP_URL: z.url({ protocol: /^https?$/ }),
  /**
   * Address and UDP port of the trunk, `127.0.0.1:5060`, where SIP is checked for a sign of life, since ARI may answer
   * while SIP hangs. Empty: SIP is not checked.
   */
  ASTERISK_SIP: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}$/, { error: 'is not host:port' })
    .or(z.literal(''))
    .default(''),
  /**
   * Set this if whatever started Asterisk reads `switchRestart` of /readyz and restarts Asterisk when that is due, as
   * `npm start` does with its own. Leads and the log are told accordingly.
   */
  ASTERISK_SUPERVISED: flag.default(false),
  /**
   * How long a channel that cannot be hung up may take to disappear by itself before a restart of Asterisk is planned.
   * Asterisk drops a channel whose caller hung up just as an announcement began after 600 s.
   */
  STUCK_CHANNEL_SECONDS: z.coerce.number().int().min(0).max(86_400).default(660),
  /**
   * How long a channel that cannot be hung up waits for the other calls to end before a restart of Asterisk, which ends
   * all of them, is due. The channel itself does little harm, and most centers have a quiet minute within half a day.
   */
  SWITCH_RESTART_MINUTES: z.coerce.number().int().min(1).max(10_080).default(720),
  ARI_USER: z.string().min(1),
  ARI_PASSWORD: z.string().min(1),
  /** AMI, for what ARI cannot do: recording a leg, phones that register and leave, the dialplan's notes of arrivals. */
  AMI_HOST: z.string().default('127.0.0.1'),
  AMI_PORT: port.default(5038),
  AMI_USER: z.string().min(1),
  AMI_PASSWORD: z.string().min(1),
  /** Loopback address from which `/sip` is proxied to Asterisk; no trunk may match it. Empty: the system chooses. */
  SIP_PROXY_SOURCE: z.string().default('127.0.0.9'),
  /** Names this Asterisk; one server at a time holds the lease of a node. */
  ASTERISK_NODE: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('node1'),
  /**
   * First and last UDP port of the media (Asterisk's rtp.conf). They decide how many callers are accepted: two ports
   * per leg, with those of the signed-in seats reserved.
   */
  RTP_PORT_MIN: port.default(20_000),
  RTP_PORT_MAX: port.default(20_999),
  /**
   * UDP port of 127.0.0.1 to which Asterisk copies its SIP messages (hep.conf); calls that Asterisk itself refuses are
   * counted from them. 0: they are not counted.
   */
  SIP_WATCH_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** PJSIP endpoint through which customers are dialled. */
  TRUNK_ENDPOINT: z
    .string()
    .regex(/^[\w-]+$/)
    .default('trunk-demo'),
  /**
   * Where desk phones register, as shown to the seats: `192.168.1.10:5060;transport=tcp`. Empty: there are none.
   */
  DESK_PHONE_SERVER: z.string().default(''),
  /** Where Asterisk writes a leg's recording while the call lasts (seen by the queue-workers too). */
  RECORDING_SPOOL: z.string().min(1),
  /** Folder in which finished recordings are kept, unless there is a bucket. */
  RECORDING_STORE: z.string().min(1),
  /**
   * Space in MB reserved on the disk of RECORDING_STORE, at most a twentieth of it, and released when the disk is full:
   * calls and their records then go on, recordings do not. 0: none is reserved.
   */
  DISK_KEPT_MB: z.coerce.number().int().min(0).max(100_000).default(64),
  /**
   * Keys that encrypt recordings at rest, 64 hex digits each, separated by commas: the first encrypts new recordings,
   * all of them decrypt. Empty: not encrypted. Recordings whose key is lost cannot be read any more.
   */
  RECORDING_KEYS: recordingKeys.default([]),
  /** Bucket of an S3-compatible store for recordings; empty: RECORDING_STORE. */
  RECORDING_S3_BUCKET: z.string().default(''),
  /** e.g. https://minio.example:9000; empty: Amazon's own, by region. */
  RECORDING_S3_ENDPOINT: z.string().default(''),
  RECORDING_S3_REGION: z.string().default('us-east-1'),
  RECORDING_S3_ACCESS_KEY: z.string().default(''),
  RECORDING_S3_SECRET_KEY: z.string().default(''),

  /**
   * Where prompts are kept; Asterisk must see it under the same path. Its folder `builtin` holds the prompts that come
   * with the center. Empty: prompts cannot be added or listened to.
   */
  PROMPT_STORE: z.string().default(''),
  /** Program that speaks text (espeak-ng's arguments), as JSON `{program, args, env}`. Empty: prompts are uploaded. */
  SPEECH_COMMAND: speechCommand.optional(),

  /**
   * Mail server for reports, `smtp://user:password@host:587` or `smtps://...:465`; a password is never sent over plain
   * text. Empty: nothing is mailed.
   */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is not smtp://user:password@host:port or smtps://...' }).optional(),
  /** Address that mails come from; needed with SMTP_URL. */
  MAIL_FROM: z.email({ error: 'is not a mail address' }).optional(),

  /** A seat whose socket has been silent this long is no longer offered calls. */
  SEAT_SILENT_MS: z.coerce.number().int().min(1000).max(60_000).default(5000),
  /** How long a customer hears music after contact with the seat is lost, before another seat may take the call. */
  SEAT_AWAY_MS: z.coerce.number().int().min(1000).max(120_000).default(20_000),
  /** Lifetime of a session without activity. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(1440).default(720),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** Port of the queue-workers' own /healthz and /metrics; 0 turns it off. */
  WORKERS_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Folder of the built agent-ui; empty: the server serves no pages. */
  UI_ROOT: z.string().default(''),
});

export type Environment = z.infer<typeof Environment>;

export class WrongSettings extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Wrong settings: ${problems.join('; ')}`);
    this.name = 'WrongSettings';
    this.problems = problems;
  }
}

/** Parses the environment. Throws WrongSettings naming every bad setting. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  // An empty string is a setting left blank, not a value.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new WrongSettings(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const env = parsed.data;
  const problems: string[] = [];
  if (env.DEMONSTRATION && env.NODE_ENV === 'production') {
    problems.push('DEMONSTRATION: its password is public, so it cannot run with NODE_ENV=production');
  }
  if ((env.TLS_CERT === undefined) !== (env.TLS_KEY === undefined)) {
    problems.push('TLS_CERT and TLS_KEY: give both or neither');
  }
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)) {
    problems.push('SMTP_URL and MAIL_FROM: give both or neither');
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: env.CENTER_TIME_ZONE });
  } catch {
    problems.push(`CENTER_TIME_ZONE: ${env.CENTER_TIME_ZONE} is not a time zone`);
  }
  if (problems.length > 0) throw new WrongSettings(problems);
  return env;
}
