import { PhoneOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../ui/format.ts';
import { useSeatCommand, useSeatIfAny } from '../../desk-work/desk/seat.tsx';
import { isColleague } from './colleague.ts';
import { useDeskOf } from './use-desk-of.ts';

/** A number; a person with a seat calls it by a click. A masked one is only shown. `onPlaced`: the call was placed. */
export function CallNumber({
  number,
  queueId,
  onPlaced,
}: {
  number: string;
  queueId?: string | null;
  onPlaced?: () => void;
}) {
  const { t } = useTranslation();
  const seat = useSeatIfAny();
  const desk = useDeskOf(seat);
  const run = useSeatCommand();
  const isFree = desk?.state === 'ready' || desk?.state === 'notReady';
  if (number === '') return t('ring.withheld');
  if (seat === null || number.includes('*')) return formatNumber(number);
  // Only of a queue that the seat works in.
  const own = queueId != null && desk?.queueIds.includes(queueId) ? queueId : undefined;
  return (
    <span className="call-number-link">
      {formatNumber(number)}
      <Button
        type="text"
        size="small"
        data-testid="call-number"
        icon={<PhoneOutlined />}
        disabled={!isFree}
        title={t('outbound.callNumber', { number: formatNumber(number) })}
        aria-label={t('outbound.callNumber', { number: formatNumber(number) })}
        onClick={(event) => {
          event.stopPropagation();
          const placed = isColleague(number) ? seat.dialColleague(number) : seat.dial(number, own);
          void run(placed).then((isPlaced) => isPlaced && onPlaced?.());
        }}
      />
    </span>
  );
}
