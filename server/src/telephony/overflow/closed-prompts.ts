import { closedLineKeys, type ClosedLine } from '@sansheng/shared/contracts/telephony/overflow';

export type ClosedChoice = { to: 'voicemail' } | { to: 'callback' } | { to: 'queue'; queueId: string };

/** What a closed line announces: that it is closed, then the choices; the other queue only while that is open. */
export function promptsOfClosedLine(closed: ClosedLine, isOpen: (queueId: string) => boolean): string[] {
  const offers = [
    ...(closed.voicemail ? ['closed-voicemail'] : []),
    ...(closed.queueId !== null && isOpen(closed.queueId) ? ['closed-queue'] : []),
    ...(closed.callback ? ['closed-callback'] : []),
  ];
  return offers.length > 0 ? ['closed', ...offers] : ['closed', 'thank-you-goodbye'];
}

/** What a key leads to; null when it leads nowhere. */
export function choiceOfClosedLine(
  closed: ClosedLine,
  digit: string,
  isOpen: (queueId: string) => boolean,
): ClosedChoice | null {
  if (digit === closedLineKeys.voicemail && closed.voicemail) return { to: 'voicemail' };
  if (digit === closedLineKeys.callback && closed.callback) return { to: 'callback' };
  if (digit === closedLineKeys.queue && closed.queueId !== null && isOpen(closed.queueId))
    return { to: 'queue', queueId: closed.queueId };
  return null;
}
