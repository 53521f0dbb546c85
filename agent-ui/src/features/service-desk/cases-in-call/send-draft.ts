import type { CaseDraftBody } from '@sansheng/shared/contracts/service-desk/case-drafts';

/** Time from a new character until it is sent. */
const SEND_AFTER_MS = 1000;

/** Sends the latest a second after the first that was not sent; one after the other, so that none overtakes a later one. */
export function createDraftSender(put: (body: CaseDraftBody) => Promise<unknown>) {
  let waiting: CaseDraftBody | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent: Promise<unknown> = Promise.resolve();

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === null) return;
    const body = waiting;
    waiting = null;
    // The browser has it; the next change sends it again.
    sent = sent.then(() => put(body)).catch(() => {});
  }
  return {
    flush,
    send(body: CaseDraftBody): void {
      waiting = body;
      timer ??= setTimeout(flush, SEND_AFTER_MS);
    },
  };
}
