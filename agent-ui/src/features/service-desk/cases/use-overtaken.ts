import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../../../rest/rest.ts';
import { formatClock } from '../../../ui/format.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** Says who was faster, where a change was refused for that; other refusals as they are. */
export function useOvertaken(): { overtaken: string | null; sayError: (error: Error) => void } {
  const { t } = useTranslation();
  const { me } = useSession();
  const sayRefusal = useSayRefusal();
  const [overtaken, setOvertaken] = useState<string | null>(null);
  const sayError = (error: Error) => {
    if (!(error instanceof Refused) || error.code !== 'changedMeanwhile') return sayRefusal(error);
    const by = error.conflict?.by;
    setOvertaken(
      by
        ? t('cases.changedBy', {
            name: `${by.name} ${by.employeeNo}`,
            time: formatClock(by.atMs, me.timeZone, 'HH:mm'),
          })
        : t('cases.changedUnknown'),
    );
  };
  return { overtaken, sayError };
}
