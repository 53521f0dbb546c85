import {
  CloseOutlined,
  MergeOutlined,
  PhoneOutlined,
  RollbackOutlined,
  SwapOutlined,
  TeamOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import type { DeskSnapshot, LegView } from '@sansheng/shared/contracts/desk-work/desk';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { type Combination, useShortcut } from '../../../ui/use-shortcut.ts';
import { useSeat } from '../../desk-work/desk/seat.tsx';
import { type PickedTarget, TargetPicker } from './target-picker.tsx';
import { useTransfer } from './use-transfer.ts';
import './transfer.css';

type Call = NonNullable<DeskSnapshot['call']>;

const labelOf = (leg: Pick<LegView, 'kind' | 'who' | 'name'>): string =>
  leg.kind === 'number' ? formatNumber(leg.who) : `${leg.name} ${leg.who}`;

/** Transfer, consultation, conference; for a mere participant, whose call it is. */
export function TransferPanel({ call, customer }: { call: Call; customer: string }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const consulted = call.legs.find(({ role }) => role === 'consult');
  const others = call.legs.filter(({ role }) => role === 'conference' || role === 'barge');
  if (call.isDialling) return null;
  if (call.role !== 'main') return <TakesPart call={call} customer={customer} />;
  const isOther = call.direction === 'internal' && call.ownerId !== seat.employeeNo;
  // The colleague this seat talks with has put it on hold, or is transferring it.
  if (isOther && call.ownerId === '') return <p className="transfer-wait quiet small">{t('legs.isPassedOn')}</p>;
  if (isOther && call.heldSinceMs !== null) return <p className="transfer-wait quiet small">{t('legs.holdsYou')}</p>;
  const other = call.direction === 'internal' ? customer : t('legs.theCustomer');
  return (
    <div className="transfer-panel">
      {consulted === undefined ? (
        <Ways call={call} isAlone={others.length === 0} isOwn={!isOther} other={other} />
      ) : (
        <Consultation call={call} leg={consulted} other={other} />
      )}
      {others.length > 0 && <Parties call={call} others={others} customer={customer} />}
    </div>
  );
}

const ways = [
  { way: 'transfer', hint: 'transferHint', combination: 'Alt+KeyT', key: 'Alt+T', icon: <PhoneOutlined /> },
  { way: 'consult', hint: 'consultHint', combination: 'Alt+KeyC', key: 'Alt+C', icon: <UserAddOutlined /> },
  { way: 'addParty', hint: 'addPartyHint', combination: 'Alt+KeyG', key: 'Alt+G', icon: <TeamOutlined /> },
] as const;
type Way = (typeof ways)[number]['way'];

function Ways({ call, isAlone, isOwn, other }: { call: Call; isAlone: boolean; isOwn: boolean; other: string }) {
  const { t } = useTranslation();
  const ask = useTransfer();
  const [open, setOpen] = useState<Way | null>(null);
  const { callId } = call;
  // A colleague is transferred to another colleague.
  const isInternal = call.direction === 'internal';
  const shown = ways.filter(({ way }) => !isInternal || way !== 'addParty');

  async function pick(way: Way, to: PickedTarget, said: string): Promise<void> {
    setOpen(null);
    if (way === 'transfer') await ask('transfer.blind', { callId, to, said });
    else if (to.kind !== 'queue')
      await ask(way === 'consult' ? 'consult.start' : 'conference.add', { callId, to, said });
  }
  return (
    <>
      <div className="transfer-ways">
        {shown.map(({ way, hint, combination, key, icon }) => (
          <Popover
            key={way}
            trigger="click"
            placement="rightTop"
            destroyOnHidden
            open={open === way}
            onOpenChange={(isOpen) => setOpen(isOpen ? way : null)}
            content={
              <TargetPicker
                hint={t(`legs.${hint}`, { other })}
                kinds={isInternal ? ['seat'] : way === 'transfer' ? ['seat', 'queue', 'number'] : ['seat', 'number']}
                onPick={(to, said) => void pick(way, to, said)}
                onClose={() => setOpen(null)}
              />
            }
          >
            <WayButton
              {...{ way, combination, key, icon }}
              // The others in a conference would be cut off, or lose the customer.
              disabled={way !== 'addParty' && !isAlone}
              title={
                way === 'addParty' || isAlone ? `${t(`legs.${hint}`, { other })} (${key})` : t('legs.notInConference')
              }
              onShortcut={() => setOpen((was) => (was === way ? null : way))}
            />
          </Popover>
        ))}
      </div>
      {call.transferredBy !== '' && isAlone && isOwn && (
        <Button
          block
          data-testid="hand-back"
          icon={<RollbackOutlined />}
          onClick={() => void ask('transfer.handBack', { callId })}
        >
          {t('legs.handBack', { who: call.transferredBy })}
        </Button>
      )}
    </>
  );
}

function WayButton({
  way,
  combination,
  icon,
  title,
  disabled,
  onShortcut,
  ...popover
}: {
  way: Way;
  combination: Combination;
  icon: React.ReactNode;
  title: string;
  disabled: boolean;
  onShortcut: () => void;
}) {
  const { t } = useTranslation();
  useShortcut(combination, () => {
    if (!disabled) onShortcut();
  });
  return (
    <Button {...popover} data-testid={way} disabled={disabled} icon={icon} title={title}>
      {t(`legs.${way}`)}
    </Button>
  );
}

function Consultation({ call, leg, other }: { call: Call; leg: LegView; other: string }) {
  const { t } = useTranslation();
  const ask = useTransfer();
  const { callId } = call;
  const who = labelOf(leg);
  const isUp = leg.state === 'up';
  const swap = () => void ask('consult.swap', { callId, with: leg.isHeld ? 'consulted' : 'customer' });
  useShortcut('Alt+KeyS', () => {
    if (isUp) swap();
  });
  return (
    <div className="consultation" data-testid="consultation" data-state={leg.isHeld ? 'held' : leg.state}>
      <div className="consultation-line">
        <b>{t('legs.consulting')}</b>
        <Elapsed sinceMs={leg.sinceMs} />
      </div>
      <p aria-live="polite">
        {t(isUp ? (leg.isHeld ? 'legs.talksWithCustomer' : 'legs.talksWith') : 'legs.ringingTo', { who, other })}
      </p>
      {isUp && (
        <div className="transfer-ways">
          <Button data-testid="swap" icon={<SwapOutlined />} title="Alt+S" onClick={swap}>
            {t('legs.swap')}
          </Button>
          <Button
            data-testid="complete"
            type="primary"
            icon={<PhoneOutlined />}
            title={t('legs.completeHint', { who, other })}
            onClick={() => void ask('consult.complete', { callId })}
          >
            {t('legs.complete')}
          </Button>
          {call.direction !== 'internal' && (
            <Button data-testid="join" icon={<MergeOutlined />} onClick={() => void ask('conference.join', { callId })}>
              {t('legs.join')}
            </Button>
          )}
        </div>
      )}
      <Button
        block
        data-testid="give-up"
        icon={<RollbackOutlined />}
        onClick={() => void ask('consult.giveUp', { callId })}
      >
        {t(isUp ? 'legs.giveUp' : 'legs.stopRinging')}
      </Button>
    </div>
  );
}

function Parties({ call, others, customer }: { call: Call; others: LegView[]; customer: string }) {
  const { t } = useTranslation();
  const ask = useTransfer();
  const { callId } = call;
  return (
    <div className="parties" data-testid="parties">
      <b>{t('legs.parties')}</b>
      <ul>
        <li>
          <span>{customer}</span>
          <small className="quiet">{t(call.heldSinceMs === null ? 'legs.customer' : 'legs.onMusic')}</small>
        </li>
        {others.map((leg) => (
          <li key={leg.offerGen} data-testid={`party-${leg.who}`}>
            <span>{labelOf(leg)}</span>
            <small className="quiet">
              {leg.state === 'ringing' ? t('legs.ringing') : <Elapsed sinceMs={leg.sinceMs} />}
            </small>
            {leg.role === 'conference' && (
              <Button
                size="small"
                type="text"
                icon={<CloseOutlined />}
                data-testid={`drop-${leg.who}`}
                aria-label={`${t('legs.drop')} ${labelOf(leg)}`}
                title={t('legs.drop')}
                onClick={() => void ask('conference.drop', { callId, offerGen: leg.offerGen })}
              />
            )}
          </li>
        ))}
      </ul>
      <Button
        block
        data-testid="leave"
        disabled={others.every(({ state }) => state !== 'up')}
        onClick={() => void ask('conference.leave', { callId })}
      >
        {t('legs.leave')}
      </Button>
    </div>
  );
}

function TakesPart({ call, customer }: { call: Call; customer: string }) {
  const { t } = useTranslation();
  const own = call.legs.find(({ role }) => role === call.role);
  const owner = call.ownerId === '' ? '' : `${call.ownerName} ${call.ownerId}`;
  return (
    <div className="takes-part" data-testid="takes-part" data-role={call.role}>
      <b>{call.role !== 'main' && t(`legs.youAre.${call.role}`)}</b>
      {owner !== '' && <span>{t('legs.ownerIs', { who: owner })}</span>}
      <small className="quiet">
        {t('legs.customer')}: {customer}
        {call.heldSinceMs !== null && ` (${t('legs.onMusic')})`}
      </small>
      {own?.isHeld && <small className="quiet">{t('legs.onMusic')}</small>}
    </div>
  );
}
