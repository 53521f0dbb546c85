/** Where a page of calls ended: the next one begins after this call, newest first. */
export interface PageCursor {
  arrivedAtMs: number;
  callId: string;
}

export function writeCursor({ arrivedAtMs, callId }: PageCursor): string {
  return Buffer.from(`${arrivedAtMs}.${callId}`).toString('base64url');
}

/** Null when it is not one of ours. */
export function readCursor(text: string): PageCursor | null {
  const [, arrivedAtMs, callId] = /^(\d{1,15})\.(.{1,64})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return arrivedAtMs === undefined || callId === undefined ? null : { arrivedAtMs: Number(arrivedAtMs), callId };
}
