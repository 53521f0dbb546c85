import { BePresent } from '@sansheng/shared/contracts/service-desk/case-presence';
import { caseAccess } from '@sansheng/shared/contracts/service-desk/cases';
import type { AppContext } from '../../platform/app-context.ts';
import type { CaseWork } from './case-work.ts';
import { mustSeeCase } from './see-case.store.ts';
import { createCasePresenceStore } from './case-presence.store.ts';

/** Shown to whoever finds the case, and to nobody else. */
export function addCasePresence({ redis, keys, commands }: AppContext, work: CaseWork): void {
  const store = createCasePresenceStore({ redis, keys });
  /** A window has one case open; what it had before it has left. */
  const openIn = new Map<string, string>();

  commands.add({
    name: 'cases.present',
    access: caseAccess.cases,
    body: BePresent,
    isAutomatic: true,
    handle: async ({ body, session, socket }) => {
      const { row } = await mustSeeCase(work, session, body.caseNo);
      const { caseId } = row;
      const former = openIn.get(socket.id);
      if (former !== undefined && (former !== caseId || body.is === 'gone')) {
        openIn.delete(socket.id);
        await store.leave(former, socket.id);
      }
      if (body.is === 'gone') return { others: [] };
      const nowMs = Date.now();
      const { employeeNo, name } = session;
      if (socket.connected) {
        openIn.set(socket.id, caseId);
        await store.say(caseId, socket.id, { employeeNo, name, isWriting: body.is === 'writing', atMs: nowMs });
      }
      return { others: await store.others(caseId, employeeNo, nowMs) };
    },
  });

  commands.onDisconnect(async (socket) => {
    const caseId = openIn.get(socket.id);
    openIn.delete(socket.id);
    if (caseId !== undefined) await store.leave(caseId, socket.id);
  });
}
