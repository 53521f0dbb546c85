import { MoreOutlined } from '@ant-design/icons';
import type { DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import type { LiveSeat } from '@sansheng/shared/contracts/lead-room/live-board';
import { ForcedState } from '@sansheng/shared/contracts/lead-room/seat-control';
import { App, Dropdown, type MenuProps } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { nothing, request } from '../../../rest/rest.ts';
import { AssignmentDrawer } from './assignment-drawer.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';

/** What a lead may do with one seat; each action is confirmed, since it interferes with somebody else's work. */
export function SeatMenu({
  seat,
  settings,
  onWrite,
}: {
  seat: LiveSeat;
  settings: DeskSettings | undefined;
  onWrite: () => void;
}) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const sayRefusal = useSayRefusal();
  const [isAssigning, setIsAssigning] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    // The button has been replaced by another.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const who = `${seat.name} ${seat.agentId}`;
  const path = `/live/seats/${seat.agentId}`;

  const confirm = (title: string, act: () => Promise<'changed' | 'pending'>) =>
    modal.confirm({
      title,
      okText: t('lead.go'),
      cancelText: t('action.cancel'),
      onOk: async () => {
        try {
          void message.success(t((await act()) === 'pending' ? 'lead.pending' : 'lead.done'));
        } catch (error) {
          sayRefusal(error);
        }
      },
    });
  const force = async (state: 'ready' | 'notReady' | 'offline', reason = '') =>
    (await request(ForcedState, 'PUT', `${path}/state`, { state, reason })).result;
  const notReady = (reason: string, word: string) =>
    confirm(t('lead.sureNotReady', { seat: who, reason: word }), () => force('notReady', reason));

  const isOnCall = seat.state === 'offered' || seat.state === 'talking';
  const items: MenuProps['items'] = [
    {
      key: 'ready',
      label: t('lead.makeReady'),
      disabled: seat.state === 'ready',
      onClick: () => confirm(t('lead.sureReady', { seat: who }), () => force('ready')),
    },
    {
      key: 'notReady',
      label: t('lead.makeNotReady'),
      children: [
        { key: 'byLead', label: t('lead.byLead'), onClick: () => notReady('', t('lead.byLead')) },
        ...(settings?.notReadyReasons ?? []).map((reason) => ({
          key: reason.reasonId,
          label: nameOf(reason),
          onClick: () => notReady(reason.reasonId, nameOf(reason)),
        })),
      ],
    },
    {
      key: 'endWrapUp',
      label: t('lead.endWrapUp'),
      disabled: seat.state !== 'wrapUp',
      onClick: () =>
        confirm(t('lead.sureEndWrapUp', { seat: who }), async () => {
          await request(nothing, 'DELETE', `${path}/wrap-up`);
          return 'changed';
        }),
    },
    { key: 'assign', label: t('lead.assign'), onClick: () => setIsAssigning(true) },
    { key: 'write', label: t('lead.messages.write'), onClick: onWrite },
    { type: 'divider' },
    {
      key: 'signOut',
      label: t('lead.signOut'),
      danger: true,
      disabled: isOnCall,
      onClick: () => confirm(t('lead.sureSignOut', { seat: who }), () => force('offline')),
    },
  ];
  const button = (
    <button
      ref={opener}
      type="button"
      className="seat-menu"
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={t('lead.actions', { seat: who })}
      data-testid={`seat-menu-${seat.agentId}`}
      onClick={() => setIsOpen(true)}
    >
      <MoreOutlined />
    </button>
  );
  return (
    <>
      {/* Many seats are on the board: the menu exists only while it is open. */}
      {isOpen ? (
        <Dropdown open autoFocus trigger={['click']} menu={{ items, onClick: close }} onOpenChange={close}>
          {button}
        </Dropdown>
      ) : (
        button
      )}
      {isAssigning && <AssignmentDrawer agentId={seat.agentId} who={who} onClose={() => setIsAssigning(false)} />}
    </>
  );
}
