import type { LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { PulledCall } from '@sansheng/shared/contracts/lead-room/seat-control';
import { App, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';

const order = { ready: 0, wrapUp: 1, talking: 2, offered: 3, notReady: 4, offline: 5 } as const;

/** Assigns a waiting call to a seat by hand: ready seats first; seats that cannot take it are shown but disabled. */
export function PullSelect({ callId, seats, onDone }: { callId: string; seats: LiveSeat[]; onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  async function pull(agentId: string): Promise<void> {
    const who = `${seats.find((seat) => seat.agentId === agentId)?.name ?? ''} ${agentId}`;
    try {
      const { result } = await request(PulledCall, 'POST', `/live/calls/${callId}/pull`, { agentId });
      void message.success(t(`lead.pulled.${result}`, { seat: who }));
    } catch (error) {
      sayRefusal(error);
    }
    onDone();
  }
  return (
    <Select
      size="small"
      showSearch={{ optionFilterProp: 'search' }}
      value={null}
      placeholder={t('lead.pull')}
      aria-label={t('lead.pullHint')}
      title={t('lead.pullHint')}
      style={{ width: 130 }}
      popupMatchSelectWidth={230}
      onChange={(agentId: string | null) => agentId !== null && void pull(agentId)}
      options={seats
        .toSorted((a, b) => order[a.state] - order[b.state] || a.sinceMs - b.sinceMs)
        .map((seat) => ({
          value: seat.agentId,
          search: `${seat.name} ${seat.agentId}`,
          disabled: seat.state === 'notReady' || seat.state === 'offline',
          label: (
            <StateMark tone={seat.state}>
              {seat.name} {seat.agentId} <span className="quiet">{t(`state.${seat.state}`)}</span>
            </StateMark>
          ),
        }))}
    />
  );
}
