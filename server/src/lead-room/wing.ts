import type { SignIn } from '../people/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import type { Telephony } from '../telephony/index.ts';
import { helpFeature } from './help/index.ts';
import { type CasesState, liveBoardFeature, roomSettingsFeature } from './live-board/index.ts';
import { messagesFeature } from './messages/index.ts';
import { addSeatAssignmentRoutes, addSeatControlRoutes } from './seat-control/index.ts';
import { shiftLogFeature } from './shift-log/index.ts';

export interface LeadRoomNeeds {
  telephony: Telephony;
  signIn: SignIn;
  /** Sends the seat's screen what it is now. */
  showSeat: (agentId: string) => Promise<void>;
  isDiskLow: () => boolean;
  isDatabaseSilent: () => boolean;
  /** The switch answers neither over ARI nor over SIP. */
  isSwitchSilent: () => boolean;
  casesState: () => Promise<CasesState>;
}

/** What leads see, and where they put their hand in. */
export async function openLeadRoom(context: AppContext, needs: LeadRoomNeeds): Promise<void> {
  const { telephony, signIn, showSeat, isSwitchSilent } = needs;
  const { env } = context;
  roomSettingsFeature(context);
  helpFeature({ ...telephony, showSeat });
  addSeatControlRoutes(context, { ...telephony, sessions: signIn.sessions, showSeat });
  addSeatAssignmentRoutes(context, telephony.queues);
  await liveBoardFeature({
    ...telephony,
    isDiskLow: needs.isDiskLow,
    isDatabaseSilent: needs.isDatabaseSilent,
    switchState: () => {
      const isStuck = telephony.deafChannels.hasStuck();
      if (isStuck === null) return null;
      const { nodeName: node } = telephony;
      return { node, isSilent: isSwitchSilent(), isStuck, isSupervised: env.ASTERISK_SUPERVISED };
    },
    casesState: needs.casesState,
    timeZone: env.CENTER_TIME_ZONE,
  });
  await messagesFeature(context);
  shiftLogFeature(context);
}
