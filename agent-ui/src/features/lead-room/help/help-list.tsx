import type { LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../people/sign-in/use-command.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import '../../telephony/coaching/coaching-panel.css';

/** Seats that ask for help, in order: one click listens in, and tells the seat. */
export function HelpList({ seats }: { seats: readonly LiveSeat[] }) {
  const { t } = useTranslation();
  const send = useCommand();
  const asking = seats
    .filter((seat) => seat.help !== null && seat.callId !== null)
    .toSorted((a, b) => (a.help?.askedAtMs ?? 0) - (b.help?.askedAtMs ?? 0));
  if (asking.length === 0) return null;
  return (
    <ul className="live-help" aria-live="assertive">
      {asking.map(({ agentId, name, callId, help }) => (
        <li key={agentId} data-seen={help?.seenBy != null} data-testid={`help-of-${agentId}`}>
          <span>
            <b>
              {name} {agentId}
            </b>{' '}
            {t('lead.help.asks')} <Elapsed sinceMs={help?.askedAtMs ?? 0} />
          </span>
          <Button
            size="small"
            type="primary"
            data-testid={`help-listen-${agentId}`}
            onClick={async () => {
              await send('help.see', { agentId, callId: callId ?? '' });
              await send('coaching.start', { callId: callId ?? '', role: 'listen' });
            }}
          >
            {t('lead.coaching.roles.listen')}
          </Button>
          {(help?.reason || help?.seenBy) && (
            <small>
              {help.reason} {help.seenBy !== null && t('lead.help.seen', { lead: help.seenBy })}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
