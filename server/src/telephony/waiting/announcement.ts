/** The announcement to a waiting caller, as names of prompts played one after another. */
export interface Announcement {
  /** 1 is next. */
  position: number;
  /** Announced unless null: at most this long. */
  estimateMs: number | null;
  /** Key that asks for a callback; '' none. */
  callbackKey: string;
}

/** A larger number would only frighten. */
const LARGEST_NUMBER = 99;

export function composeAnnouncement(
  { position, estimateMs, callbackKey }: Announcement,
  language: 'zh' | 'en',
): string[] {
  const minutes = estimateMs === null ? null : Math.max(1, Math.ceil(estimateMs / 60_000));
  return [
    ...(position > LARGEST_NUMBER
      ? ['many-before-you']
      : ['you-are-number', ...speakNumber(position, language), 'in-line']),
    ...(minutes === null || minutes > LARGEST_NUMBER
      ? []
      : ['wait-at-most', ...speakNumber(minutes, language), minutes === 1 ? 'minute' : 'minutes']),
    ...(callbackKey === ''
      ? []
      : ['callback-press', ...speakNumber(Number(callbackKey), language), 'callback-keeps-place']),
  ];
}

/** A whole number from 0 to 99 as prompts. */
export function speakNumber(n: number, language: 'zh' | 'en'): string[] {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (language === 'en') {
    if (n <= 20) return [`number-${n}`];
    return [`number-${tens * 10}`, ...(ones === 0 ? [] : [`number-${ones}`])];
  }
  if (n <= 10) return [`number-${n}`];
  return [...(tens === 1 ? [] : [`number-${tens}`]), 'number-10', ...(ones === 0 ? [] : [`number-${ones}`])];
}
