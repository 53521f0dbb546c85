/** Bytes of one frame and of one message: what Asterisk's SIP reads of a message at most. */
export const LONGEST_MESSAGE = 65_535;

/** What a phone has a use for. Transfers, subscriptions and texts are not made by SIP here. */
const methods = new Set(['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'OPTIONS', 'INFO', 'UPDATE', 'PRACK']);
/** A body of several parts is where parsers differ, and no phone of ours sends one. */
const bodyTypes = new Set(['application/sdp', 'application/dtmf-relay', 'application/dtmf']);
/** The one letter that may stand for a header (RFC 3261, 7.3.3). */
const longNames: Record<string, string> = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  l: 'content-length',
  m: 'contact',
  t: 'to',
  v: 'via',
};
/** Headers that occur once in a message; the first four are mandatory. */
const single = ['from', 'to', 'call-id', 'cseq', 'content-length', 'content-type', 'max-forwards'];
const MOST_HEADERS = 100;
const LONGEST_LINE = 4096;
const MOST_CSEQ = 2 ** 31;

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex
const bodyControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Why a phone's message must not reach Asterisk, or null. One whole message of RFC 3261 and nothing behind it, without
 * what parsers read in different ways: folded lines, bare CR or LF, NUL, a length that is not the body's.
 */
export function checkSipMessage(text: string): string | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return 'no empty line after the headers';
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const body = text.slice(end + 4);
  if ([start, ...lines].some((line) => line.length > LONGEST_LINE)) return 'a line too long';
  if ([start, ...lines].some((line) => control.test(line))) return 'a control character in the head';
  if (lines.length > MOST_HEADERS) return 'too many headers';

  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(start);
  const method = request?.[1];
  if (request === null && !/^SIP\/2\.0 [1-6]\d\d( .*)?$/.test(start)) return 'neither a request nor a response';
  if (method !== undefined && !methods.has(method)) return 'a method that phones have no use for';
  if (request !== null && !/^sips?:[^\s<>"]+$/i.test(request[2] ?? '')) return 'not an address of SIP';

  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z0-9.!%*_+`'~-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return 'a line that is no header';
    const key = longNames[name.toLowerCase()] ?? name.toLowerCase();
    if (single.includes(key) && headers.has(key)) return `${key} twice`;
    // If there are several of one name, the first counts: the topmost Via.
    if (!headers.has(key)) headers.set(key, value.trim());
  }
  for (const key of ['via', 'from', 'to', 'call-id', 'cseq']) if (!headers.get(key)) return `no ${key}`;
  if (!/^SIP\/2\.0\/WSS? \S/i.test(headers.get('via') ?? '') && request !== null) return 'a via of another transport';
  if (/\s/.test(headers.get('call-id') ?? '')) return 'a call-id of two words';
  const [, number = '', of] = /^(\d{1,10}) +([A-Z]+)$/.exec(headers.get('cseq') ?? '') ?? [];
  if (of === undefined || Number(number) >= MOST_CSEQ) return 'not a cseq';
  if (method !== undefined && of !== method) return 'a cseq of another method';
  const hops = headers.get('max-forwards');
  if (hops !== undefined && !/^\d{1,3}$/.test(hops)) return 'not a max-forwards';
  if (headers.has('content-encoding')) return 'an encoded body';

  const length = headers.get('content-length');
  if (length !== undefined && !/^\d{1,5}$/.test(length)) return 'not a content-length';
  // By RFC 7118 a frame ends the message, so the header may be missing; what is said must be so.
  if (Number(length ?? 0) !== Buffer.byteLength(body)) return 'another length than content-length says';
  if (body === '') return null;
  if (bodyControl.test(body)) return 'a control character in the body';
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return bodyTypes.has(type) ? null : 'a body that phones have no use for';
}
