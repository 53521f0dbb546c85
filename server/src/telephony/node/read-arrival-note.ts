/** What the dialplan (extensions.conf) notes of a caller before it rings. */
export interface ArrivalNote {
  hotline: string;
  callerNumber: string;
  arrivedAtMs: number | null;
  /** Null while the caller is on the line. */
  endedAtMs: number | null;
}

/** `<end in s, 0: not over> <hotline> <caller>` under the channel's id, to the second; null: not a note of the dialplan's. */
export function readArrivalNote(channelId: string, value: string): ArrivalNote | null {
  const [, end, hotline = '', callerNumber = ''] =
    /^(\d{1,12}) ([\d+*#]{1,24})(?: ([\dA-Za-z+*#]{0,40}))?$/.exec(value) ?? [];
  if (end === undefined) return null;
  // A channel's id ends with the second it was made in, and a count.
  const madeAt = /(\d{9,12})\.\d+$/.exec(channelId)?.[1];
  return {
    hotline,
    callerNumber,
    arrivedAtMs: madeAt === undefined ? null : Number(madeAt) * 1000,
    endedAtMs: end === '0' ? null : Number(end) * 1000,
  };
}
