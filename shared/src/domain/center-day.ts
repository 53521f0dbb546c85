/** Days and intervals as the center's clock shows them, across changes to and from summer time. */

export type Interval = '15m' | '30m' | '1h' | 'day' | 'week' | 'month' | 'all';

const stepMs: Record<'15m' | '30m' | '1h', number> = { '15m': 900_000, '30m': 1_800_000, '1h': 3_600_000 };
const HOUR_MS = 3_600_000;
const MOST_OFFSETS = 20_000;

type Clock = ReturnType<typeof makeClock>;
const clocks = new Map<string, Clock>();

/**
 * The clock of one time zone (IANA name), cached: creating one costs more than using it. Throws RangeError when there
 * is no such zone.
 */
export function centerClock(timeZone: string): Clock {
  const clock = clocks.get(timeZone) ?? makeClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function makeClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** Computing one is slow, and a report needs thousands: clocks change only at whole quarter-hours. */
  const keptOffsets = new Map<number, number>();
  /** The wall clock at an instant, written as if it were UTC. */
  const wallMs = (atMs: number): number => {
    const whole = Math.floor(atMs / 1000) * 1000;
    const quarter = Math.floor(atMs / stepMs['15m']);
    const known = keptOffsets.get(quarter) ?? readWallMs(whole) - whole;
    if (keptOffsets.size > MOST_OFFSETS) keptOffsets.clear();
    keptOffsets.set(quarter, known);
    return whole + known;
  };
  const readWallMs = (atMs: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const dayOf = (atMs: number) => Math.floor(wallMs(atMs) / (24 * HOUR_MS));

  /** First instant of the day that contains `atMs`; where midnight is skipped that is 1 o'clock. */
  const startOfDay = (atMs: number): number => {
    const day = dayOf(atMs);
    const midnight = day * 24 * HOUR_MS;
    // The offset at midnight is the one of a day before or a day after.
    const offsets = [atMs - 30 * HOUR_MS, atMs, atMs + 30 * HOUR_MS].map((near) => {
      const whole = Math.floor(near / 1000) * 1000;
      return wallMs(whole) - whole;
    });
    const candidates = offsets.map((offset) => midnight - offset).filter((start) => dayOf(start) === day);
    return Math.min(...candidates);
  };
  /** First instant of the day after: no day lasts less than 23 or more than 25 hours. */
  const startOfNextDay = (atMs: number): number => startOfDay(startOfDay(atMs) + 30 * HOUR_MS);

  /** First instant of a date like 2026-11-21; days past the end of a month belong to the next one. */
  const startOfDate = (year: number, month: number, day: number): number => {
    const date = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
    return startOfDay(instantAt(date, 12 * 60));
  };
  const dateParts = (atMs: number) => dateOf(atMs).split('-').map(Number) as [number, number, number];
  /** First instant of the month that lies `months` after the one that contains `atMs`. */
  const startOfMonth = (atMs: number, months = 0): number => {
    const [year, month] = dateParts(atMs);
    return startOfDate(year, month + months, 1);
  };
  /** First instant of the Monday of the week. */
  const startOfWeek = (atMs: number, weeks = 0): number => {
    const [year, month, day] = dateParts(atMs);
    const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
    return startOfDate(year, month, day - sinceMonday + 7 * weeks);
  };
  /** The period of the same length that ends where this one begins: months before months, days before days. */
  const periodBefore = (fromMs: number, toMs: number): { fromMs: number; toMs: number } => {
    const isDay = (atMs: number) => startOfDay(atMs) === atMs;
    if (!isDay(fromMs) || !isDay(toMs)) return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
    if (startOfMonth(fromMs) === fromMs && startOfMonth(toMs) === toMs)
      return { fromMs: startOfMonth(fromMs, -intervalStarts(fromMs, toMs, 'month').length), toMs: fromMs };
    const [year, month, day] = dateParts(fromMs);
    return { fromMs: startOfDate(year, month, day - intervalStarts(fromMs, toMs, 'day').length), toMs: fromMs };
  };

  /**
   * Starts of the intervals that cover `fromMs` to `toMs` (exclusive), the first at or before `fromMs`. Steps count
   * from midnight, so a day of 23 hours has 46 half hours. Empty when the period is.
   */
  const intervalStarts = (fromMs: number, toMs: number, interval: Interval): number[] => {
    if (fromMs >= toMs) return [];
    if (interval === 'all') return [fromMs];
    const starts: number[] = [];
    if (interval === 'week' || interval === 'month') {
      const startOf = interval === 'week' ? startOfWeek : startOfMonth;
      for (let start = startOf(fromMs); start < toMs; start = startOf(start, 1)) starts.push(start);
      return starts;
    }
    for (let day = startOfDay(fromMs); day < toMs; day = startOfNextDay(day)) {
      const next = startOfNextDay(day);
      const step = interval === 'day' ? next - day : stepMs[interval];
      for (let start = day; start < next && start < toMs; start += step) {
        if (start + step > fromMs) starts.push(start);
      }
    }
    return starts;
  };
  /** The date as 2026-11-21. */
  const dateOf = (atMs: number): string => new Date(wallMs(atMs)).toISOString().slice(0, 10);
  /** Date and minute of the day that the clock shows. */
  const wallTimeOf = (atMs: number): { date: string; minute: number } => {
    const wall = new Date(wallMs(atMs)).toISOString();
    return { date: wall.slice(0, 10), minute: Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)) };
  };
  /**
   * The offset, like +02:00, if the clock shows this time twice because it goes back; '' for all other instants.
   */
  const markOf = (atMs: number): string => {
    const wall = wallMs(atMs);
    const offset = (near: number) => wallMs(near) - Math.floor(near / 1000) * 1000;
    const [before, after] = [offset(atMs - 3 * HOUR_MS), offset(atMs + 3 * HOUR_MS)];
    if (before <= after) return '';
    const own = offset(atMs);
    const other = own === before ? after : before;
    if (wallMs(wall - other) !== wall) return '';
    const minutes = Math.abs(own) / 60_000;
    const pad = (n: number) => String(Math.floor(n)).padStart(2, '0');
    return `${own < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`;
  };
  /** Date and time as 2026-11-21 09:30, of an hour that comes twice as 2026-10-25 02:30 +02:00. */
  const textOf = (atMs: number): string => {
    const mark = markOf(atMs);
    const text = new Date(wallMs(atMs)).toISOString().slice(0, 16).replace('T', ' ');
    return mark === '' ? text : `${text} ${mark}`;
  };
  /**
   * When the clock shows this many minutes of a day; the first time if it does so twice, and that much later if it
   * skips it.
   */
  const instantAt = (date: string, minute: number): number => {
    const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
    const [before, after] = [wall - 30 * HOUR_MS, wall + 30 * HOUR_MS].map((near) => wall - (wallMs(near) - near)) as [
      number,
      number,
    ];
    const shown = [before, after].filter((atMs) => wallMs(atMs) === wall);
    return shown.length === 0 ? before : Math.min(...shown);
  };
  return {
    dateOf,
    textOf,
    markOf,
    wallTimeOf,
    instantAt,
    startOfDay,
    startOfNextDay,
    startOfWeek,
    startOfMonth,
    periodBefore,
    intervalStarts,
  };
}
