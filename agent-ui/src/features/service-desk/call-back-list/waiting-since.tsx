import type { CallbackEntry } from '@sansheng/shared/contracts/service-desk/call-back-list';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { formatClock } from '../../../ui/format.ts';
import { useSession } from '../../people/sign-in/session.tsx';

/** Since when a customer has been waiting, and for how long. */
export function WaitingSince({ entry: { sinceMs }, isOver }: { entry: CallbackEntry; isOver: boolean }) {
  const { me } = useSession();
  return (
    <>
      {formatClock(sinceMs, me.timeZone, 'MM-DD HH:mm')}
      {!isOver && (
        <span className="muted" style={{ marginLeft: 8 }}>
          <Elapsed sinceMs={sinceMs} />
        </span>
      )}
    </>
  );
}
