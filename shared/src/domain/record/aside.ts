/** Chapters that change nothing in the record of a call: kept in its timeline. */
import type { agentEvents } from '../../contracts/events/agent.ts';
import type { alarmEvents } from '../../contracts/events/alarm.ts';
import type { helpEvents } from '../../contracts/events/help.ts';
import type { menuEvents } from '../../contracts/events/menu.ts';
import type { waitingEvents } from '../../contracts/events/waiting.ts';
import type { wrapUpEvents } from '../../contracts/events/wrap-up.ts';
import { changesNothing, type Reducers } from './call-so-far.ts';

export const asideReducers = {
  'call.menuStepEntered': changesNothing,
  'call.menuChosen': changesNothing,
  'call.digitsCollected': changesNothing,
  'call.languageChosen': changesNothing,
  'waiting.announced': changesNothing,
  'waiting.oldPlaceGiven': changesNothing,
  // Each seat that had the call has a wrap-up: wrapUpsFrom.
  'wrapUp.started': changesNothing,
  'wrapUp.finished': changesNothing,
  'wrapUp.amended': changesNothing,
  'wrapUp.noted': changesNothing,
  'alarm.raised': changesNothing,
  'alarm.ended': changesNothing,
  'alarm.acknowledged': changesNothing,
  'help.asked': changesNothing,
  'help.seen': changesNothing,
  'help.ended': changesNothing,
  'agent.phoneChanged': changesNothing,
  'agent.stateChanged': changesNothing,
} satisfies Reducers<
  typeof menuEvents &
    typeof waitingEvents &
    typeof wrapUpEvents &
    typeof alarmEvents &
    typeof helpEvents &
    typeof agentEvents
>;
