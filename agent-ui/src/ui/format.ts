import { centerClock } from '@sansheng/shared/domain/center-day';
import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

/** 65_000 -> `01:05`, from one hour `1:01:05`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const tail = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${tail}` : tail;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

/** A share as `93.4%`; an interval without calls has none. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)}%`;
}

/** 800 ms -> `0.8 s`. */
export function formatSeconds(durationMs: number | null): string {
  if (durationMs === null) return '–';
  return durationMs < 10_000 ? `${(durationMs / 1000).toFixed(1)} s` : formatDuration(durationMs);
}

export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** All times are shown in the center's zone, whatever the viewer's machine says. */
export function formatClock(atMs: number, timeZone: string, pattern = 'HH:mm:ss'): string {
  return dayjs(atMs).tz(timeZone).format(pattern);
}

/** The instant at which the center's clock shows what was picked, whatever the viewer's machine says. */
export function instantOf(picked: Dayjs, timeZone: string): number {
  return dayjs.tz(picked.format('YYYY-MM-DD HH:mm:ss'), timeZone).valueOf();
}

/** Midnight of the day, `daysBack` days ago, in the center's zone. */
export function startOfDayMs(nowMs: number, timeZone: string, daysBack = 0): number {
  const clock = centerClock(timeZone);
  let startMs = clock.startOfDay(nowMs);
  for (let day = 0; day < daysBack; day += 1) startMs = clock.startOfDay(startMs - 1);
  return startMs;
}

/** 13800138000 -> `138 0013 8000`, with +86 -> `+86 138 0013 8000`; anything else as it is. */
export function formatNumber(number: string): string {
  return number.replace(/^(\+86)?(1[\d*]{2})([\d*]{4})([\d*]{4})$/, '$1 $2 $3 $4').trim();
}
