import type { OpeningHoursEdit } from '@sansheng/shared/contracts/settings/business-calendar';

type Spans = OpeningHoursEdit['weekly'][number];

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Index of the first span of a day that overlaps another; null when none does. */
export function findOverlap(spans: Spans): number | null {
  const rows = spans.map(({ from, to }, place) => {
    const [begins, ends] = [minuteOf(from), minuteOf(to)];
    return { place, begins, ends: ends > begins ? ends : ends + 24 * 60 };
  });
  rows.sort((a, b) => a.begins - b.begins || a.place - b.place);
  return rows.find(({ begins }, i) => begins < Math.max(0, ...rows.slice(0, i).map(({ ends }) => ends)))?.place ?? null;
}

/** Path of the first span that overlaps another of its day, e.g. `weekly.0.1`; null when there is none. */
export function findOverlapInHours({ weekly, holiday, makeUp }: OpeningHoursEdit): string | null {
  const days = [
    ...weekly.map((spans, day) => [`weekly.${day}`, spans] as const),
    ['holiday', holiday ?? []] as const,
    ['makeUp', makeUp ?? []] as const,
  ];
  for (const [field, spans] of days) {
    const place = findOverlap(spans);
    if (place !== null) return `${field}.${place}`;
  }
  return null;
}
