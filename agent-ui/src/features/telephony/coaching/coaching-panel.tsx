import { coachingRoles, type CoachingRole } from '@sansheng/shared/contracts/telephony/coaching';
import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { App, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useCommand } from '../../people/sign-in/use-command.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { isCoachingRole } from './coaching-role.ts';
import './coaching-panel.css';

/** On every page of a lead who is on a seat's call: who hears whom, changed by one click. */
export function CoachingPanel() {
  const desk = useSeatView((view) => view.desk);
  const { t } = useTranslation();
  if (desk?.offer?.leg != null && isCoachingRole(desk.offer.leg.role))
    return <p className="coaching-panel coaching-connecting">{t('lead.coaching.connecting')}</p>;
  const call = desk?.call;
  return call != null && isCoachingRole(call.role) ? <Coaching call={call} role={call.role} /> : null;
}

function Coaching({ call, role }: { call: NonNullable<DeskSnapshot['call']>; role: CoachingRole }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const seat = useSeat();
  const run = useSeatCommand();
  const send = useCommand();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { callId } = call;
  const who = `${call.ownerName} ${call.ownerId}`;
  return (
    <section
      className="coaching-panel"
      data-testid="coaching-panel"
      data-role={role}
      aria-label={t('lead.coaching.title')}
    >
      <header>
        <b>{t('lead.coaching.with', { seat: who })}</b>
        <Elapsed sinceMs={call.answeredAtMs} />
      </header>
      <Segmented<CoachingRole>
        block
        value={role}
        options={coachingRoles.map((value) => ({
          value,
          label: <span data-testid={`coach-${value}`}>{t(`lead.coaching.roles.${value}`)}</span>,
        }))}
        onChange={(next) => void send('coaching.start', { callId, role: next })}
      />
      <p className="coaching-heard">
        {call.heldSinceMs !== null && `${t('lead.coaching.held')} `}
        {t(`lead.coaching.heard.${role}`)}
      </p>
      <div className="coaching-actions">
        <Button
          danger
          data-testid="coach-take-over"
          onClick={() =>
            modal.confirm({
              title: t('lead.coaching.takeOverSure', { seat: who }),
              okText: t('lead.coaching.takeOver'),
              cancelText: t('action.cancel'),
              // The call is the lead's own from then on: its controls are on the desk.
              onOk: async () => {
                const isTaken = await send('coaching.takeOver', { callId });
                if (isTaken && pathname !== '/bar') void navigate('/desk');
              },
            })
          }
        >
          {t('lead.coaching.takeOver')}
        </Button>
        <Button type="primary" data-testid="coach-leave" onClick={() => void run(seat.hangUp())}>
          {t('lead.coaching.leave')}
        </Button>
      </div>
    </section>
  );
}
