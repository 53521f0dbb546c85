/** Calls to remember: more than can be in progress at once. */
const REMEMBERED = 10_000;
/** The caller gave up. */
const GIVEN_UP = 487;

/**
 * Which INVITEs Asterisk itself refused, seen from the SIP messages that it sends and receives: those it answered with
 * a failure before they rang, since a call that reaches the dialplan rings at once. Returns the status, once for each
 * call.
 */
export function createRefusedInvites(server: string) {
  const settled = new Set<string>();
  return (message: string): number | null => {
    const end = message.indexOf('\r\n\r\n');
    const [startLine = '', ...lines] = (end < 0 ? message : message.slice(0, end)).split('\r\n');
    const status = Number(/^SIP\/2\.0 (\d{3}) /.exec(startLine)?.[1] ?? 0);
    const headerOf = (name: RegExp) => lines.find((line) => name.test(line))?.replace(/^[^:]*:\s*/, '');
    // Replies of others to our calls carry another server's name.
    if (status <= 100 || headerOf(/^server\s*:/i) !== server || !/\sINVITE$/.test(headerOf(/^cseq\s*:/i) ?? ''))
      return null;
    const call = `${headerOf(/^(call-id|i)\s*:/i) ?? ''} ${headerOf(/^cseq\s*:/i) ?? ''}`;
    if (settled.has(call)) return null;
    settled.add(call);
    if (settled.size > REMEMBERED) settled.delete(settled.values().next().value as string);
    return status >= 300 && status !== GIVEN_UP ? status : null;
  };
}
