import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import type { RedisKeys } from '@sansheng/shared/redis';
import { composeWords } from './compose-words.ts';
import { underLease } from './lease-fence.ts';

/** A seat that must be rung for a call. Created by `match` inside the transition that made it possible. */
export interface Offer {
  callId: string;
  agentId: string;
  offerGen: number;
  queueId: string;
  offeredAtMs: number;
  deadlineAtMs: number;
  ringMs: number;
  ringCycleMs: number;
  /** The customer's channel. */
  channelId: string;
  callerNumber: string;
  node: string;
  /** The number that the seat is rung at; null: its browser; absent: not known here. */
  ringsAt?: string | null;
}

/** The live state as the wings above hold it: they hand it to transitions, and ask stores for what they read. */
export interface LiveHandle {
  keys: RedisKeys;
  /** Rings the seats of new offers. Called at once with what a transition matched. */
  ringSeats: (offers: Offer[]) => void;
  /** Clock for simulations in accelerated time; absent: the clock of Redis. */
  nowMs?: () => number;
}
/** As the stores of telephony read it. */
export interface LiveState extends LiveHandle {
  redis: Redis;
}

/** For telephony's own files: a handle is the whole state, whose connection is not shown. */
export const openState = (state: LiveHandle): LiveState => state as LiveState;

/** Offers on their way to whoever rings seats, which stands later than the state that they are made in. */
export function createOffers() {
  let ring: LiveHandle['ringSeats'] | null = null;
  return {
    ringSeats(offers: Offer[]): void {
      if (ring === null) throw new Error('An offer was made before anybody could ring its seat.');
      ring(offers);
    },
    rungBy(rings: LiveHandle['ringSeats']): void {
      ring = rings;
    },
  };
}

/** Stands for a type, of a table that a script is given or of what it says with a reply code. */
export interface Shape<T> {
  readonly of?: T;
}
export const shape = <T>(): Shape<T> => ({});

/** What a caller passes for each kind. A generation is a text in Lua, as it is in hashes; '' is any. */
interface Kinds {
  text: string;
  number: number;
  flag: boolean;
  gen: number | '';
}
type ArgKind = keyof Kinds | Shape<unknown>;
type ArgsOf<Args> = {
  [Name in keyof Args]: Args[Name] extends keyof Kinds
    ? Kinds[Args[Name]]
    : Args[Name] extends Shape<infer Table>
      ? Table
      : never;
};
type ReplyOf<Replies> = {
  [Code in keyof Replies & string]: Replies[Code] extends Shape<infer Said> ? { result: Code } & Said : never;
}[keyof Replies & string];

interface Definition<Args, Replies> {
  script: URL;
  /** Locals of these names are what the script is given. */
  args: Args;
  /** By reply code, as in the script's header: what is said with it. */
  replies: Replies;
}

interface DefinedTransition {
  script: URL;
  args: string[];
  replyCodes: string[];
  /** The script, behind the line that names its arguments. */
  own: string;
  /** What Redis gets: the words that it includes, and `own`. */
  lua: string;
  run: (state: LiveHandle, given: Record<string, unknown>) => Promise<{ result: string }>;
}
const defined = new Map<string, DefinedTransition>();
/** All that are loaded, by the name of their script. */
export const definedTransitions = (): ReadonlyMap<string, DefinedTransition> => defined;

/**
 * Turns a Lua script beside its feature into a typed function. The script runs atomically on the live state, after the
 * words that it includes; its one JSON reply is returned, and its new offers are rung. Throws only what Redis itself throws.
 */
export function defineTransition<
  const Args extends Record<string, ArgKind>,
  const Replies extends Record<string, Shape<unknown>>,
>(definition: Definition<Args, Replies>) {
  const script = basename(fileURLToPath(definition.script), '.lua');
  if (defined.has(script)) throw new Error(`two transitions are defined by a script named ${script}.lua`);
  const name = `transition_${script.replaceAll('-', '_')}`;
  const args = Object.entries<ArgKind>(definition.args);
  const source = readFileSync(definition.script, 'utf8');
  const own = `${bindArgs(args)}\n${source}`;
  const lua = `${composeWords(script, source)}\n${own}`;
  const replyCodes = Object.keys(definition.replies);
  const run = async (state: LiveHandle, given: Record<string, unknown>): Promise<{ result: string }> => {
    const connection = openState(state).redis;
    const redis = connection as unknown as Record<string, (...args: (string | number)[]) => Promise<string>>;
    if (redis[name] === undefined) connection.defineCommand(name, { numberOfKeys: 1, lua });
    const values = args.map(([argName, kind]) => toArgument(kind, given[argName]));
    const json = await redis[name]?.(state.keys.base, underLease(state.nowMs?.() ?? 0), ...values);
    const { offers, ...reply } = JSON.parse(json as string) as { result: string; offers?: unknown };
    // An empty Lua table becomes {}, never [].
    if (Array.isArray(offers) && offers.length > 0) state.ringSeats(offers as Offer[]);
    return reply;
  };
  defined.set(script, { script: definition.script, args: args.map(([arg]) => arg), replyCodes, own, lua, run });
  return run as (state: LiveHandle, given: ArgsOf<Args>) => Promise<ReplyOf<Replies>>;
}

function toArgument(kind: ArgKind, value: unknown): string {
  if (typeof kind === 'object') return JSON.stringify(value);
  return kind === 'flag' ? (value ? '1' : '0') : String(value);
}

/** The line of Lua that gives a script its arguments by name. ARGV[1] is the time; see words/base.lua. */
function bindArgs(args: [name: string, kind: ArgKind][]): string {
  const read = args.map(([, kind], index) => {
    const value = `ARGV[${index + 2}]`;
    if (typeof kind === 'object') return `cjson.decode(${value})`;
    if (kind === 'number') return `tonumber(${value})`;
    return kind === 'flag' ? `${value} == '1'` : value;
  });
  return `local ${args.map(([name]) => name).join(', ')} = ${read.join(', ')}`;
}
