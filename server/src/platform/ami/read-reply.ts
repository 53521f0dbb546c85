export type Reply = ReadonlyMap<string, string>;

/**
 * One block of `Name: value` lines; the greeting before the first reply has no colon and is dropped. Asterisk escapes
 * nothing, so the rest of a value with a line break looks like lines of its own: the first line of a name wins. It is
 * Asterisk's own, since Asterisk writes foreign values last.
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
