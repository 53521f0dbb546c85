import type { AppContext } from '../platform/app-context.ts';
import type { Telephony } from '../telephony/index.ts';
import { callbackListFeature } from './call-back-list/index.ts';
import { caseEvidenceFeature } from './case-evidence/index.ts';
import { casesInCallFeature } from './cases-in-call/index.ts';
import { casesFeature } from './cases/index.ts';
import { clockRecountFeature } from './clock-recount/index.ts';
import { deskReportsFeature } from './desk-reports/index.ts';
import { deskSettingsFeature } from './desk-settings/index.ts';
import { customerNoticesFeature } from './customer-notices/index.ts';
import { dispatchFeature } from './dispatch/index.ts';
import { followUpsFeature } from './follow-ups/index.ts';
import { addInfoDeskRoutes } from './info-desk/index.ts';
import { outagesFeature } from './outages/index.ts';
import { voicemailTasksFeature } from './voicemail-tasks/index.ts';

/** What is to be done for customers after their calls. */
export async function openServiceDesk(context: AppContext, { queues, agents, calls }: Telephony): Promise<void> {
  deskSettingsFeature(context);
  const isOnLine = async (employeeNo: string, customerId: string): Promise<boolean> => {
    const callId = (await agents.readAgent(employeeNo))?.callId ?? null;
    return callId !== null && (await calls.readCall(callId))?.customerId === customerId;
  };
  const isLive = async (callId: string, employeeNo: string): Promise<boolean> =>
    (await calls.readCall(callId)) !== null || (await agents.readAgent(employeeNo))?.wrapCallId === callId;
  const cases = await casesFeature(context, queues, { isOnLine, isLive });
  caseEvidenceFeature(context, cases);
  casesInCallFeature(context, cases, { calls, agents });
  await clockRecountFeature(cases, queues);
  const followUps = followUpsFeature(context, cases);
  outagesFeature(context, cases, followUps);
  customerNoticesFeature(context, cases);
  dispatchFeature(context, cases);
  addInfoDeskRoutes(context, cases);
  deskReportsFeature(context, cases);
  callbackListFeature(context);
  voicemailTasksFeature(context);
}
