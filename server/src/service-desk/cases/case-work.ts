/** What acts on cases work with, and what those who hear of acts are told. */
import type { CaseType } from '@sansheng/shared/contracts/service-desk/case-types';
import type { CaseClock } from '@sansheng/shared/domain/cases/case-clock';
import type { CaseOutcome } from '@sansheng/shared/domain/cases/move-case';
import type { DeadlineCalendars } from '@sansheng/shared/db';
import type { CaseRow } from '@sansheng/shared/tables/service-desk/cases';
import type { EntityManager } from 'typeorm';
import type { AppContext } from '../../platform/app-context.ts';
import type { Session } from '../../platform/http/routes.ts';
import type { IsOnLine } from './case-sights.store.ts';
import type { CaseTypes } from './case-types.store.ts';

export interface CaseWork {
  context: AppContext;
  types: CaseTypes;
  calendars: DeadlineCalendars;
  isOnLine: IsOnLine;
  /** Whether a call goes on, or is being written up by this seat. */
  isLive: (callId: string, employeeNo: string) => Promise<boolean>;
  /** Told of every act, in its transaction. */
  hearers: CaseHearer[];
}
export type CaseHearer = (into: EntityManager, moved: MovedCase) => Promise<void>;
/** What an act made of a case. */
export interface MovedCase {
  before: CaseRow;
  after: CaseRow;
  type: CaseType;
  clocks: readonly CaseClock[];
  transition: string;
  text: string;
  isForced: boolean;
  outcomes: readonly CaseOutcome[];
  by: Asker;
  nowMs: number;
}
export interface Asker {
  session: Session;
  address: string;
}
