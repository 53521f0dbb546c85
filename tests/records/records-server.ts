import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createFoundation } from '../../server/src/app.ts';
import { auditFeature } from '../../server/src/settings/audit/index.ts';
import { callRecordsFeature } from '../../server/src/records/call-records/index.ts';
import { customersFeature } from '../../server/src/customers/customers/index.ts';
import { callbackListFeature } from '../../server/src/service-desk/call-back-list/index.ts';
import { caseEvidenceFeature } from '../../server/src/service-desk/case-evidence/index.ts';
import { casesInCallFeature } from '../../server/src/service-desk/cases-in-call/index.ts';
import { casesFeature } from '../../server/src/service-desk/cases/index.ts';
import { addClockRecountRoutes } from '../../server/src/service-desk/clock-recount/clock-recount.routes.ts';
import { deskReportsFeature } from '../../server/src/service-desk/desk-reports/index.ts';
import { deskSettingsFeature } from '../../server/src/service-desk/desk-settings/index.ts';
import { customerNoticesFeature } from '../../server/src/service-desk/customer-notices/index.ts';
import { dispatchFeature } from '../../server/src/service-desk/dispatch/index.ts';
import { followUpsFeature } from '../../server/src/service-desk/follow-ups/index.ts';
import { addInfoDeskRoutes } from '../../server/src/service-desk/info-desk/index.ts';
import { outagesFeature } from '../../server/src/service-desk/outages/index.ts';
import { voicemailTasksFeature } from '../../server/src/service-desk/voicemail-tasks/index.ts';
import { messagesFeature } from '../../server/src/lead-room/messages/index.ts';
import { recordingRefusalFeature } from '../../server/src/customers/recording-refusal/index.ts';
import { recordingsFeature } from '../../server/src/records/recordings/index.ts';
import { reportsFeature } from '../../server/src/records/reports/index.ts';
import { signInFeature } from '../../server/src/people/sign-in/index.ts';
import { closeHttpServer, listen } from '../../server/src/platform/http/http-server.ts';
import { createShutdown } from '../../server/src/platform/shutdown/shutdown.ts';
import { type Browser, signedIn } from '../http/browser.ts';
import type { RecordsCenter } from './records-center.ts';

/** The server's history side over HTTP, without its live side, and a browser for each of these people. */
export async function startRecordsServer(center: RecordsCenter, employeeNos: readonly string[]) {
  const log = pino({ level: 'silent' });
  const redis = new Redis(center.env.REDIS_URL);
  const shutdown = createShutdown(log);
  const { context, sessions, open } = createFoundation({ env: center.env, redis, db: center.db, log, shutdown });
  auditFeature(context);
  await signInFeature(context, sessions);
  customersFeature(context);
  deskSettingsFeature(context);
  callbackListFeature(context);
  const cases = await casesFeature(
    context,
    { onChange: () => {} },
    { isOnLine: async () => false, isLive: async () => false },
  );
  addClockRecountRoutes(cases);
  caseEvidenceFeature(context, cases);
  casesInCallFeature(context, cases, {
    calls: { readCall: async () => null },
    agents: { readAgent: async () => null },
  });
  const followUps = followUpsFeature(context, cases);
  outagesFeature(context, cases, followUps);
  customerNoticesFeature(context, cases);
  dispatchFeature(context, cases);
  addInfoDeskRoutes(context, cases);
  deskReportsFeature(context, cases);
  voicemailTasksFeature(context);
  await messagesFeature(context);
  callRecordsFeature(context);
  recordingsFeature(context);
  recordingRefusalFeature(context);
  reportsFeature(context);
  open();
  const url = `http://127.0.0.1:${await listen(context.httpServer, 0, '127.0.0.1')}`;
  const people = new Map<string, Browser>();
  for (const number of employeeNos) people.set(number, await signedIn(url, number));
  return {
    url,
    routes: context.routes.all(),
    as(employeeNo: string): Browser {
      const browser = people.get(employeeNo);
      if (browser === undefined) throw new Error(`${employeeNo} is not signed in`);
      return browser;
    },
    async close(): Promise<void> {
      const closed = closeHttpServer(context.httpServer, 1000);
      await context.commands.close();
      await shutdown.run(5000);
      await closed;
      redis.disconnect();
    },
  };
}
