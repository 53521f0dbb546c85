/** A SIP message, as much of it as a plain phone needs. */
export interface SipMessage {
  /** First line: a request's or a response's. */
  startLine: string;
  /** Names in lower case, short forms written out; several of one name in their order. */
  headers: [name: string, value: string][];
  body: string;
}

const longNames: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
};

export function parseSipMessage(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n');
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = head.slice(1).map((line): [string, string] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    return [longNames[name] ?? name, line.slice(colon + 1).trim()];
  });
  return { startLine: head[0] ?? '', headers, body: end < 0 ? '' : text.slice(end + 4) };
}

export function formatSipMessage({ startLine, headers, body }: SipMessage): string {
  const lines = [...headers, ['content-length', String(Buffer.byteLength(body))]].map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${[startLine, ...lines].join('\r\n')}\r\n\r\n${body}`;
}

/** The first header of this name. */
export function headerOf(message: SipMessage, name: string): string {
  return message.headers.find(([each]) => each === name)?.[1] ?? '';
}

/** 0 for a request. */
export function statusOf(message: SipMessage): number {
  return Number(/^SIP\/2\.0 (\d{3})/.exec(message.startLine)?.[1] ?? 0);
}

/** The address of the media in an SDP body. */
export function readMediaAddress(sdp: string): { host: string; port: number; payloadTypes: number[] } | null {
  const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
  const media = /^m=audio (\d+) \S+ ([\d ]+)/m.exec(sdp);
  if (!host || !media) return null;
  return { host, port: Number(media[1]), payloadTypes: (media[2] ?? '').trim().split(' ').map(Number) };
}
