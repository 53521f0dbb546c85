import type { Redis } from 'ioredis';

const [GET_GLOBAL, SET_GLOBAL] = [5, 7];

/**
 * The names that a piece of Lua takes from outside, and those that it would put there, on every path through it: read from
 * what Redis's own compiler (Lua 5.1) makes of it. Nothing of it is run.
 */
export async function luaGlobals(redis: Redis, source: string): Promise<{ read: Set<string>; written: Set<string> }> {
  const compiled = await redis.callBuffer('EVAL', 'return string.dump(assert(loadstring(ARGV[1])))', 0, source);
  const bytes = compiled as Buffer;
  const found = { read: new Set<string>(), written: new Set<string>() };
  // Behind the signature: sizes of int, size_t, instruction and number are 4, 8, 4 and 8 on the machines we run on.
  let at = 12;
  const byte = () => bytes.readUInt8((at += 1) - 1);
  const int = () => bytes.readUInt32LE((at += 4) - 4);
  const text = () => {
    const length = Number(bytes.readBigUInt64LE((at += 8) - 8));
    return bytes.toString('utf8', at, Math.max(at, (at += length) - 1));
  };
  const constant = () => {
    const type = byte();
    if (type === 4) return text();
    at += { 0: 0, 1: 1, 3: 8 }[type] ?? 0;
    return '';
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: int() }, read);
  const readFunction = (): void => {
    text();
    // Its lines, and counts of upvalues, parameters and registers.
    at += 12;
    const code = list(int);
    const constants = list(constant);
    for (const instruction of code) {
      const [operation, name] = [instruction & 0x3f, constants[instruction >>> 14] ?? ''];
      if (operation === GET_GLOBAL) found.read.add(name);
      if (operation === SET_GLOBAL) found.written.add(name);
    }
    list(readFunction);
    list(int);
    list(() => [text(), int(), int()]);
    list(text);
  };
  readFunction();
  return found;
}
