export type Reply = ReadonlyMap<string, string>;

/**
 * One block of `Name: value` lines; the greeting before the first reply has no colon and falls out. Asterisk escapes
 * nothing, so the rest of a value with a line break looks like lines of its own: the first of a name counts, which is
 * Asterisk's, since it writes a value of others' last.
 */
export function readReply(block: string): Reply {
  const reply = new Map<string, string>();
  for (const line of block.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon > 0 && !reply.has(name)) reply.set(name, line.slice(colon + 1).trim());
  }
  return reply;
}
