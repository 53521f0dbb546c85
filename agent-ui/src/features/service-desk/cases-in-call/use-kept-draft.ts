import { type CaseDraft, KeptCaseDraft } from '@sansheng/shared/contracts/service-desk/case-drafts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { nothing, request } from '../../../rest/rest.ts';
import { serverClock } from '../../../socket/server-clock.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { createFormKeeper } from './kept-form.ts';
import { createDraftSender } from './send-draft.ts';

/**
 * The draft of a case: in this browser at once, at the center a second later, so that another browser has it too. The
 * newer of both is the one to go on with, until something is typed here.
 */
export function useKeptDraft(name: string) {
  const { me } = useSession();
  const path = `/case-drafts/${encodeURIComponent(name)}`;
  const [keeper] = useState(() => createFormKeeper<CaseDraft>(me.employeeNo));
  const [sender] = useState(() => createDraftSender((body) => request(nothing, 'PUT', path, body)));
  const [local] = useState(() => keeper.read(`case.${name}`));
  const [kept, setKept] = useState(local?.values ?? null);
  const isTouched = useRef(false);
  const asked = useQuery({
    queryKey: ['case-drafts', name],
    queryFn: () => request(KeptCaseDraft, 'GET', path),
    // What another browser has typed since is to be seen when the form is opened again.
    gcTime: 0,
  });
  // What waits is sent when the form is closed, or its page left.
  useEffect(() => {
    window.addEventListener('pagehide', sender.flush);
    return () => {
      window.removeEventListener('pagehide', sender.flush);
      sender.flush();
    };
  }, [sender]);
  const atCenter = asked.data?.kept ?? null;
  useEffect(() => {
    if (!isTouched.current && atCenter !== null && atCenter.atMs > (local?.atMs ?? 0)) setKept(atCenter.draft);
  }, [atCenter, local]);
  return {
    /** What to go on with; null: there is nothing. What is typed after it is not in it. */
    kept,
    keep: (draft: CaseDraft): void => {
      isTouched.current = true;
      sender.send({ atMs: keeper.keep(`case.${name}`, draft), draft });
    },
    forget: (): void => {
      isTouched.current = true;
      setKept(null);
      keeper.forget(`case.${name}`);
      sender.send({ atMs: Math.round(serverClock.nowMs()), draft: null });
      sender.flush();
    },
  };
}
