import { CallSchema } from '@sansheng/shared/tables/records/call-records';
import { findCustomer, hasServed } from '../customers/index.ts';
import { findNameOf, type SignIn } from '../people/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import type { Telephony } from '../telephony/index.ts';
import { createSeatWords, deskFeature, seatSignOut } from './desk/index.ts';
import { knowledgeFeature } from './knowledge/index.ts';
import { phoneBarFeature } from './phone-bar/index.ts';
import { addScreenPopCommands, createScreenPop } from './screen-pop/index.ts';
import { scriptFeature } from './script/index.ts';

export interface DeskWorkNeeds {
  telephony: Telephony;
  signIn: SignIn;
  /** Whether seats see a lead who listens or whispers. */
  isCoachingSeen: () => boolean;
}

/** What a seat works with. */
export async function openDeskWork(context: AppContext, { telephony, signIn, isCoachingSeen }: DeskWorkNeeds) {
  const { db } = context;
  const { queues, plan: center } = telephony;
  scriptFeature(context);
  knowledgeFeature(context);
  phoneBarFeature(context);

  const screenPops = createScreenPop({
    ...telephony,
    cards: telephony.identification.cards,
    findById: (customerId) => findCustomer(db, customerId, center.country),
    findRecord: (callId) => db.getRepository(CallSchema).findOneBy({ callId }),
    nameOf: (agentId) => findNameOf(db, agentId),
    center,
  });
  addScreenPopCommands(context, {
    screenPops,
    findCustomer: (customerId) => findCustomer(db, customerId, center.country),
    hasServed: (customerId, employeeNo) => hasServed(db, customerId, employeeNo, Date.now()),
  });
  const words = await createSeatWords(db);
  queues.onChange(() => words.load());
  const desk = deskFeature({ ...telephony, words, screenPops, isCoachingSeen });
  seatSignOut({ ...telephony, signIn, showSeat: desk.show });
  return { showSeat: desk.show };
}
