import { type CasePresent, PRESENT_EVERY_MS } from '@sansheng/shared/contracts/service-desk/case-presence';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendCommand } from '../../../socket/socket-client.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** Who has typed nothing for as long reads. */
const WRITING_MS = 2 * PRESENT_EVERY_MS;

/** Others who have the case open, kept while the page is. `onInput` belongs around whatever is written in. */
export function useCasePresence(caseNo: string): { others: CasePresent[]; onInput: () => void } {
  const { socket } = useSession();
  const [others, setOthers] = useState<CasePresent[]>([]);
  const typedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    let isOpen = true;
    const say = async () => {
      const is = performance.now() - typedAtMs.current < WRITING_MS ? 'writing' : 'reading';
      const reply = await sendCommand(socket, 'cases.present', { caseNo, is });
      if (isOpen) setOthers(reply.ok ? reply.others : []);
    };
    void say();
    const timer = setInterval(() => void say(), PRESENT_EVERY_MS);
    return () => {
      isOpen = false;
      clearInterval(timer);
      void sendCommand(socket, 'cases.present', { caseNo, is: 'gone' });
    };
  }, [socket, caseNo]);
  return {
    others,
    onInput: () => {
      typedAtMs.current = performance.now();
    },
  };
}

export function CaseOthers({ others }: { others: readonly CasePresent[] }) {
  const { t } = useTranslation();
  if (others.length === 0) return null;
  return (
    <span className="quiet small" data-testid="case-others" aria-live="polite">
      {others
        .map(({ employeeNo, name, isWriting }) =>
          t(isWriting ? 'cases.isWriting' : 'cases.isReading', { who: `${name} ${employeeNo}` }),
        )
        .join(t('list.comma'))}
    </span>
  );
}
