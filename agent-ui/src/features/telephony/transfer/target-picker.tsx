import type { LegTarget, TransferTargets } from '@sansheng/shared/contracts/telephony/transfer';
import { Button, Input, Segmented } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { Elapsed } from '../../../ui/elapsed.tsx';
import { EmptyHint } from '../../../ui/empty-hint.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useTransferTargets } from './use-transfer.ts';

export type PickedTarget = LegTarget | { kind: 'queue'; queueId: string };
type Kind = PickedTarget['kind'];

const SHOWN = 40;

/** Choice of a target to transfer to or to invite: a seat with its state, a queue, a number. */
export function TargetPicker({
  hint,
  kinds,
  onPick: pick,
  onClose,
}: {
  hint: string;
  kinds: readonly Kind[];
  /** `said`: what it is about, for the chosen target. */
  onPick: (target: PickedTarget, said: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('seat');
  const named = {
    seat: ['target-seats', 'toSeat'],
    queue: ['target-queues', 'toQueues'],
    number: ['target-numbers', 'toNumber'],
  } as const;
  const [text, setText] = useState('');
  const [said, say] = useState('');
  const onPick = (target: PickedTarget) => pick(target, said);
  const list = useRef<HTMLUListElement>(null);
  const targets = useTransferTargets(true);

  // Arrow keys move through the rows from the field, Escape returns to the call.
  const box = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = box.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close();
        return;
      }
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      const rows = [...(list.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLButtonElement);
      const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, []);
  function onEnter(): void {
    if (kind === 'number' && text.trim() !== '') onPick({ kind: 'number', number: text.trim() });
    else list.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.click();
  }

  return (
    <div className="target-picker" data-testid="target-picker" role="dialog" aria-label={hint} ref={box}>
      <p className="quiet small">{hint}</p>
      {kinds.length > 1 && (
        <Segmented<Kind>
          block
          size="small"
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => {
            const [testId, word] = named[value];
            return { value, label: <span data-testid={testId}>{t(`legs.${word}`)}</span> };
          })}
        />
      )}
      {kind !== 'queue' && (
        <Input
          key={kind}
          autoFocus
          allowClear
          value={text}
          data-testid="target-text"
          inputMode={kind === 'number' ? 'tel' : 'text'}
          placeholder={t(kind === 'number' ? 'legs.numberPlaceholder' : 'legs.find')}
          aria-label={t(kind === 'number' ? 'legs.numberPlaceholder' : 'legs.find')}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={onEnter}
        />
      )}
      {kind !== 'number' && (
        <Input
          allowClear
          maxLength={200}
          value={said}
          data-testid="target-said"
          placeholder={t('legs.said')}
          aria-label={t('legs.said')}
          onChange={(event) => say(event.target.value)}
        />
      )}
      {kind === 'seat' && <SeatRows {...{ targets, text, list, onPick }} />}
      {kind === 'queue' && <QueueRows {...{ targets, list, onPick }} />}
      {kind === 'number' && (
        <Button block type="primary" data-testid="target-dial" disabled={text.trim() === ''} onClick={onEnter}>
          {hint}
        </Button>
      )}
    </div>
  );
}

interface Rows {
  targets: TransferTargets | undefined;
  list: React.RefObject<HTMLUListElement | null>;
  onPick: (target: PickedTarget) => void;
}

function SeatRows({ targets, text, list, onPick }: Rows & { text: string }) {
  const { t } = useTranslation();
  const asked = text.trim().toLowerCase();
  const seats = (targets?.seats ?? [])
    .filter(({ employeeNo, name }) => employeeNo.startsWith(asked) || name.toLowerCase().includes(asked))
    .slice(0, SHOWN);
  if (targets !== undefined && seats.length === 0) return <EmptyHint title={t('legs.nobody')} />;
  return (
    <ul ref={list}>
      {seats.map((seat) => (
        <li key={seat.employeeNo}>
          <button
            type="button"
            disabled={!seat.canBeRung}
            data-testid={`target-${seat.employeeNo}`}
            onClick={() => onPick({ kind: 'seat', employeeNo: seat.employeeNo })}
          >
            <span>
              <b>{seat.name}</b> <span className="figures quiet">{seat.employeeNo}</span>
              <small className="quiet">{seat.teamName}</small>
            </span>
            <StateMark tone={seat.state}>
              {t(`state.${seat.state}`)} <Elapsed sinceMs={seat.sinceMs} />
            </StateMark>
          </button>
        </li>
      ))}
    </ul>
  );
}

function QueueRows({ targets, list, onPick }: Rows) {
  const { t } = useTranslation();
  if (targets?.queues.length === 0) return <EmptyHint title={t('legs.noQueues')} />;
  return (
    <ul ref={list}>
      {targets?.queues.map((queue) => (
        <li key={queue.queueId}>
          <button
            type="button"
            disabled={!queue.isOpen}
            data-testid={`target-queue-${queue.queueId}`}
            onClick={() => onPick({ kind: 'queue', queueId: queue.queueId })}
          >
            <b>{nameOf(queue)}</b>
            <span className="quiet small figures">
              {queue.isOpen ? t('legs.readySeats', { count: queue.ready, waiting: queue.waiting }) : t('legs.closed')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
