/** Opening hours of queues, what a closed line offers, and where calls go that a queue does not take. */
import { z } from 'zod';
import { InstantMs } from '../instant.ts';
import { plainName } from '../plain-text.ts';
import { dayKinds } from '../../domain/business-calendar.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const name = plainName();
export const CalendarDate = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Span = z
  .object({ from: time, to: z.union([time, z.literal('24:00')]) })
  .refine(({ from, to }) => from !== to, 'a span of the whole day is 00:00 to 24:00');
const Spans = z.array(Span).max(8);

export const OpeningHoursEdit = z.object({
  hoursId: id,
  name,
  nameEn: name,
  /** Monday first; a span whose end is not after its beginning runs past midnight. */
  weekly: z.array(Spans).length(7),
  /** On public holidays; null: as on any such weekday. */
  holiday: Spans.nullable().default([]),
  /** On weekend days worked in exchange for a holiday; null: as on Mondays. */
  makeUp: Spans.nullable().default(null),
});
export type OpeningHoursEdit = z.infer<typeof OpeningHoursEdit>;
export const SpecialDayEdit = z.object({ date: CalendarDate, name, nameEn: name, spans: Spans });
export type SpecialDayEdit = z.infer<typeof SpecialDayEdit>;

export const PublicDayView = z.object({
  date: z.string(),
  name: z.string(),
  nameEn: z.string(),
  isWorking: z.boolean(),
  /** False for those that came with the product. */
  isImported: z.boolean(),
});
export type PublicDayView = z.infer<typeof PublicDayView>;
export const PublicDays = z.object({
  days: z.array(PublicDayView),
  /** Years whose holidays are known. */
  years: z.array(z.string()),
});

const DayOfFile = z.object({ name: plainName(), date: CalendarDate, isOffDay: z.boolean() });
const NamesByDate = z.record(CalendarDate, z.string().max(128));
/**
 * The State Council's days of one or more years, in either of the two forms in which they are kept in public:
 * `{days: [{name, date, isOffDay}]}` (holiday-cn) or `{holidays: {date: "English,中文,n"}, workdays: {..}}` (chinese-days).
 */
export const PublicDaysFile = z.union([
  z.object({ days: z.array(DayOfFile).min(1).max(1000) }),
  z.object({ holidays: NamesByDate, workdays: NamesByDate.default({}) }),
]);
/** Days of a file in one form. */
export function readPublicDays(file: z.infer<typeof PublicDaysFile>): Omit<PublicDayView, 'isImported'>[] {
  if ('days' in file) {
    return file.days.map((day) => ({ date: day.date, name: day.name, nameEn: day.name, isWorking: !day.isOffDay }));
  }
  const read = (names: Record<string, string>, isWorking: boolean) =>
    Object.entries(names).map(([date, text]) => {
      const [nameEn = '', chinese = nameEn] = text.split(',');
      return { date, name: chinese, nameEn, isWorking };
    });
  return [...read(file.holidays, false), ...read(file.workdays, true)];
}

export const DayPlanView = z.object({
  date: z.string(),
  kind: z.enum(dayKinds),
  name: z.string(),
  nameEn: z.string(),
  spans: z.array(z.object({ from: z.string(), to: z.string() })),
  isWorkingDay: z.boolean(),
});
export const HoursPreview = z.object({
  isOpenNow: z.boolean(),
  timeZone: z.string(),
  days: z.array(DayPlanView),
  /** Years in the preview of which no holiday is known. */
  unknownYears: z.array(z.string()),
});
export type HoursPreview = z.infer<typeof HoursPreview>;

/** Any telephone number that the trunk can dial; only administrators set one. */
export const OutsideNumber = z.string().regex(/^\+?\d{2,20}$/);

/** Keys of a closed line are fixed, because its prompts name them. */
export const closedLineKeys = { voicemail: '1', queue: '2', callback: '3' } as const;
/** What a closed line offers beside hanging up. */
export const ClosedLine = z.object({
  /** Leave a message: key 1. */
  voicemail: z.boolean().default(false),
  /** Another queue, which is open: key 2. */
  queueId: id.nullable().default(null),
  /** An entry in the call-back list: key 3. */
  callback: z.boolean().default(false),
});
export type ClosedLine = z.infer<typeof ClosedLine>;

/** What becomes of a caller whose outside number does not take the call. */
export const numberFailures = ['message', 'voicemail', 'callback'] as const;
export type NumberFailure = (typeof numberFailures)[number];

export const OverflowTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queue'), queueId: id }),
  /** Dialled through the trunk. */
  z.object({
    kind: z.literal('number'),
    number: OutsideNumber,
    otherwise: z.enum(numberFailures).default('message'),
  }),
  z.object({ kind: z.literal('voicemail') }),
  /**
   * The caller is told that the center will call, and a callback keeps the place; of a full queue, or of a number that does
   * not answer, an entry in the call-back list. Who cannot be called back is treated as if there were no such rule.
   */
  z.object({ kind: z.literal('callback') }),
  /** The caller is told that all lines are busy, and the call is ended. */
  z.object({ kind: z.literal('message') }),
]);
export type OverflowTarget = z.infer<typeof OverflowTarget>;
export const overflowReasons = ['size', 'longestWait', 'estimatedWait', 'noSeat'] as const;
export type OverflowReason = (typeof overflowReasons)[number];
/** Null: no overflow of this kind. */
export const Overflow = z.object({
  /** The queue has reached its size limit; null: the caller hears that it is busy. */
  size: OverflowTarget.nullable().default(null),
  longestWait: z
    .object({ afterSeconds: z.number().int().min(5).max(7200), target: OverflowTarget })
    .nullable()
    .default(null),
  /** On arrival, when the estimate says so. */
  estimatedWait: z
    .object({ overSeconds: z.number().int().min(5).max(7200), target: OverflowTarget })
    .nullable()
    .default(null),
  /** Nobody of the queue is signed in: on arrival, and for those who wait when the last one leaves. */
  noSeat: OverflowTarget.nullable().default(null),
});
export type Overflow = z.infer<typeof Overflow>;

export const QueueOverflowEdit = z.object({
  queueId: id,
  hoursId: id.nullable().default(null),
  closed: ClosedLine.prefault({}),
  overflow: Overflow.prefault({}),
});
export type QueueOverflowEdit = z.infer<typeof QueueOverflowEdit>;

export const voicemailStates = ['new', 'taken', 'done'] as const;
export const Voicemail = z.object({
  voicemailId: z.string(),
  callId: z.string(),
  queueId: z.string(),
  queueName: z.string().nullable(),
  queueNameEn: z.string().nullable(),
  /** Masked for roles that need not see it. */
  callerNumber: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  leftAtMs: z.number(),
  state: z.enum(voicemailStates),
  takenBy: z.string().nullable(),
  takenByName: z.string().nullable(),
  takenAtMs: z.number().nullable(),
  doneAtMs: z.number().nullable(),
  note: z.string(),
  recordingState: z.enum(['expected', 'ready', 'missing']),
  durationMs: z.number().nullable(),
});
export type Voicemail = z.infer<typeof Voicemail>;
export const VoicemailQuery = z.object({
  state: z.enum(voicemailStates).optional(),
  /** `leftAtMs` of the last one of the page before. */
  beforeMs: z.coerce.number().pipe(InstantMs).optional(),
});
export const VoicemailPage = z.object({ voicemails: z.array(Voicemail), nextBeforeMs: z.number().nullable() });
export const VoicemailDone = z.object({ note: z.string().max(2000).default('') });
