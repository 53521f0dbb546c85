import { createHash } from 'node:crypto';
import { openLoader } from '@sansheng/shared/db';
import { caseNumber } from '@sansheng/shared/domain/cases/case-number';
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import { openCase } from '@sansheng/shared/domain/cases/move-case';
import { shippedCaseTypes } from '@sansheng/shared/domain/cases/types/index';
import type { DeadlineCalendar } from '@sansheng/shared/domain/open-time';
import { wordsOfNote } from '@sansheng/shared/domain/note-words';
import {
  CaseClockSchema,
  type CaseClockRow,
  type CaseEventRow,
  CaseEventSchema,
  type CaseRow,
  CaseSchema,
} from '@sansheng/shared/tables/service-desk/cases';
import { ClockVerdictSchema, RoundTimeSchema } from '@sansheng/shared/tables/service-desk/desk-reports';
import { FollowUpSchema } from '@sansheng/shared/tables/service-desk/follow-ups';
import { int, key, table, text } from '@sansheng/shared/tables/table';
import { categoryOf, type MadeUpVerdicts, verdictsOf } from './made-up-verdicts.ts';

const DAYS = 730;
const DAY_MS = 86_400_000;
const BATCH = 10_000;
/** Each has some cases, most of them about something else. */
const CUSTOMERS = 300_007;
const departments = ['finance', 'repair', 'network', 'property', 'claims'];
const matters =
  '账单金额有异议 宽带断网 厨房漏水 坐席语气不耐烦 退款未到账 上门迟到 套餐续订 电梯故障 停水未通知 赔款进度'.split(
    ' ',
  );
/** Two characters of one of a thousand cases. */
const streets = '春夏秋冬东南西北山水江河湖海松柏梅兰竹菊金银铜铁日月星云风雨'.split('');
const places = '望京花园 回龙观 延庆山区 方庄路 学院路 长安街 黄村东街 新华大街 平安里 建国路'.split(' ');

interface WordsRow {
  caseId: string;
  words: string;
  innerWords: string;
}
const WordsSchema = table<WordsRow>('case_words', { caseId: key, words: text, innerWords: text });

const CounterSchema = table<{ prefix: string; day: string; lastNumber: number }>('case_counters', {
  prefix: key,
  day: key,
  lastNumber: int,
});

export interface MadeUp {
  databaseUrl: string;
  cases: number;
  /** Of these, the newest. */
  open: number;
  calendars: ReadonlyMap<string, DeadlineCalendar>;
  dateOf: (atMs: number) => string;
  nowMs: number;
  onProgress: (done: number) => void;
}

/** Cases of two years, one type after the other, the same at every call; those that are open have the clocks of their type. */
export async function loadCases({ databaseUrl, cases, open, calendars, dateOf, nowMs, onProgress }: MadeUp) {
  const types = shippedCaseTypes();
  const running = new Map<string, number>();
  const loader = await openLoader(databaseUrl);
  let clocksMade = 0;
  try {
    for (let start = 0; start < cases; start += BATCH) {
      const rows: CaseRow[] = [];
      const clocks: CaseClockRow[] = [];
      const entries: CaseEventRow[] = [];
      const words: WordsRow[] = [];
      const counted: MadeUpVerdicts[] = [];
      for (let nth = start; nth < Math.min(cases, start + BATCH); nth += 1) {
        const made = makeCase(nth);
        rows.push(made.row);
        entries.push(made.entry);
        words.push({ caseId: made.row.caseId, words: wordsOfNote(made.row.title), innerWords: '' });
        counted.push(verdictsOf(made.row, made.whole, nth));
        clocks.push(...made.clocks.map((clock) => ({ ...clock, caseId: made.row.caseId }) as CaseClockRow));
      }
      await loader.load(CaseSchema, rows);
      await loader.load(CaseEventSchema, entries);
      await loader.load(CaseClockSchema, clocks);
      await loader.load(WordsSchema, words);
      await loader.load(
        ClockVerdictSchema,
        counted.flatMap(({ verdicts }) => verdicts),
      );
      await loader.load(
        RoundTimeSchema,
        counted.flatMap(({ times }) => times),
      );
      await loader.load(
        FollowUpSchema,
        counted.flatMap(({ visits }) => visits),
      );
      clocksMade += clocks.length;
      onProgress(start + rows.length);
    }
    await loader.load(
      CounterSchema,
      [...running].map(([counter, lastNumber]) => {
        const [prefix = '', day = ''] = counter.split(' ');
        return { prefix, day, lastNumber };
      }),
    );
  } finally {
    await loader.close();
  }
  return clocksMade;

  function makeCase(nth: number): {
    row: CaseRow;
    entry: CaseEventRow;
    clocks: CaseClock[];
    whole: CaseClock | undefined;
  } {
    const type = types[nth % types.length] as (typeof types)[number];
    const isOpen = nth >= cases - open;
    const openedAtMs = isOpen
      ? nowMs - Math.floor((cases - nth) * ((2 * DAY_MS) / open))
      : nowMs - Math.floor((DAYS * DAY_MS * (cases - nth)) / cases) - 3 * DAY_MS;
    const day = dateOf(openedAtMs);
    const counter = `${type.prefix} ${day}`;
    const number = (running.get(counter) ?? 0) + 1;
    running.set(counter, number);
    const caseNo = caseNumber(type.prefix, day, number);
    const street = `${streets[nth % streets.length] ?? ''}${streets[Math.floor(nth / 31) % streets.length] ?? ''}`;
    const title = `${places[nth % 7] ?? ''}${street}街${matters[nth % matters.length] ?? ''}`;
    const seat = String(1001 + (nth % 20));
    const opened = openCase(
      { type, calendars },
      {
        grade: 'ordinary',
        channel: 'call',
        categoryId: null,
        areaKind: null,
        amountFen: 500_000,
        isDifficult: false,
        tier: null,
        fields: {},
      },
      seat,
      openedAtMs,
    );
    if (opened.kind !== 'opened') throw new Error(`${type.key}: ${opened.kind}`);
    const closed = type.steps.find(({ state }) => state === 'closed') ?? type.steps[0];
    const caseId = `bench-${nth}`;
    const clocks = isOpen ? opened.clocks : [];
    const due = clocks
      .filter(({ dueAtMs }) => dueAtMs !== null)
      .toSorted((one, other) => (one.dueAtMs as number) - (other.dueAtMs as number))[0];
    const hash = createHash('sha256').update(caseId).digest('hex');
    const row: CaseRow = {
      ...opened.now,
      categoryId: categoryOf(nth),
      areaKind: null,
      fields: {},
      caseId,
      caseNo,
      numberEnd: caseNo.slice(-4),
      typeKey: type.key,
      typeVersion: type.version,
      externalNo: null,
      customerId: `c${String(nth % CUSTOMERS).padStart(6, '0')}`,
      contactName: '王芳',
      contactNumber: `+86139${String(nth % 100_000_000).padStart(8, '0')}`,
      callId: null,
      title,
      departmentId: departments[nth % departments.length] ?? null,
      assigneeId: seat,
      chases: 0,
      lastChasedAtMs: null,
      repeatOf: null,
      ...(!isOpen && { stepKey: closed?.key ?? '', state: 'closed', closedAtMs: openedAtMs + 2 * DAY_MS }),
      nextDueAtMs: due?.dueAtMs ?? null,
      nextDueClock: due?.clockKey ?? null,
      version: 1,
      lastSeq: 1,
      lastHash: hash,
    };
    const entry: CaseEventRow = {
      caseId,
      seq: 1,
      atMs: openedAtMs,
      kind: 'opened',
      byId: seat,
      transition: null,
      fromStep: null,
      toStep: opened.now.stepKey,
      visibility: 'internal',
      text: '',
      data: {},
      prevHash: '0'.repeat(64),
      hash,
    };
    const whole = opened.clocks.find(({ clockKey }) => clockKey === type.wholeClock);
    return { row, entry, clocks, whole };
  }
}
